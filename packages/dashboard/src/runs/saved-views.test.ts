import { describe, expect, it } from 'vitest';
import { forgetView, readViews, saveView } from './saved-views.js';

function storage(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

describe('saved views', () => {
  it('are kept by name, each once', () => {
    const kept = storage();
    saveView(kept, { name: 'b', address: '/runs?sort=best' });
    saveView(kept, { name: 'a', address: '/runs' });
    saveView(kept, { name: 'b', address: '/runs?sort=test' });
    expect(readViews(kept)).toEqual([
      { name: 'a', address: '/runs' },
      { name: 'b', address: '/runs?sort=test' },
    ]);
    expect(forgetView(kept, 'a').map(({ name }) => name)).toEqual(['b']);
  });
  it('are none where something else is kept, and lead to no other site', () => {
    expect(readViews(storage('no JSON'))).toEqual([]);
    expect(readViews(storage('{"name":"a"}'))).toEqual([]);
    const foreign = [
      { name: 'a', address: '//elsewhere' },
      { name: 'b', address: 'javascript:1' },
    ];
    expect(readViews(storage(JSON.stringify(foreign)))).toEqual([]);
  });
});
