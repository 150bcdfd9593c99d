import type { Engine } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';

/** Every engine, in the order in which `auto` tries them. */
export const ENGINES: readonly Engine[] = [kernelsEngine];
