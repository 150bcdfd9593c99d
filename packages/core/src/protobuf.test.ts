import { describe, expect, it } from 'vitest';
import { bytesField, doubleField, floatField, integerField, joinFields } from './protobuf.js';

// The examples of protobuf.dev/programming-guides/encoding.
describe("Protocol Buffers' wire format", () => {
  it.each([
    [1, 150, '089601'],
    [1, 0, '0800'],
    [1, 1, '0801'],
    [2, -2, '10feffffffffffffffff01'],
    [16, 1, '800101'],
  ])('writes whole number %d: %d', (field, value, expected) => {
    expect(hex(integerField(field, value))).toBe(expected);
  });

  it('writes text, and messages in messages', () => {
    expect(hex(bytesField(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(bytesField(3, integerField(1, 150)))).toBe('1a03089601');
    expect(hex(bytesField(1, 'ä'))).toBe('0a02c3a4');
    expect(hex(bytesField(1, '🐕%'))).toBe('0a05f09f909525');
    expect(hex(bytesField(1, '\ud83d'))).toBe('0a03efbfbd');
    expect(hex(bytesField(1, ''))).toBe('0a00');
  });

  it('writes the length of what is longer than 127 bytes', () => {
    const encoded = bytesField(1, new Uint8Array(300));
    expect(hex(encoded.subarray(0, 3))).toBe('0aac02');
    expect(encoded).toHaveLength(303);
  });

  it('writes floats, and fields one after the other', () => {
    expect(hex(joinFields([floatField(4, 1.5), integerField(1, 1)]))).toBe('250000c03f0801');
    expect(hex(doubleField(1, -2))).toBe('0900000000000000c0');
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
