import { ENGINE_NAMES } from '@peasy/core';
import { expect, it } from 'vitest';
import { ENGINES } from './engines.js';

it('every engine that --engine takes is one of ENGINES', () => {
  const names = ENGINES.map(({ engine }) => engine.name);
  expect(names.toSorted()).toEqual([...ENGINE_NAMES].sort());
});
