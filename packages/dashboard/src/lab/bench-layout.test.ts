import { describe, expect, it } from 'vitest';
import { benchLayout } from './bench-layout.js';

describe('benchLayout()', () => {
  it('has both pictures beside each other on a phone, and never more than there is room for', () => {
    for (let room = 300; room < 3000; room += 7) {
      const { layout, width } = benchLayout(room);
      expect(2 * width).toBeLessThanOrEqual(room);
      if (room < 500) expect(layout).toBe('close');
      if (room > 1100) expect(layout).toBe('three');
    }
  });

  it('has larger pictures on larger screens', () => {
    const [phone, , desk, wall] = [358, 700, 1152, 1950].map((room) => benchLayout(room).width);
    expect(phone).toBeLessThan(desk);
    expect(desk).toBeLessThan(wall);
  });
});
