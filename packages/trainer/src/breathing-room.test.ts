import { describe, expect, it } from 'vitest';
import { BreathingRoom } from './breathing-room.js';

describe('BreathingRoom', () => {
  it('lets timers run in a loop that only awaits microtasks', async () => {
    const room = new BreathingRoom();
    let hasFired = false;
    setTimeout(() => {
      hasFired = true;
    }, 1);
    // Bounded by turns, not by time: each turn works for a moment, as a step does.
    for (let turn = 0; turn < 1_000_000 && !hasFired; turn++) {
      for (let i = 0; i < 10_000; i++) Math.sqrt(i);
      await Promise.resolve();
      await room.pause();
    }
    expect(hasFired).toBe(true);
  });
});
