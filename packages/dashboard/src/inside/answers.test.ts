import { describe, expect, it } from 'vitest';
import { Answers } from './answers.js';

/** An answer that comes when it is told to. */
function later<T>(value: T) {
  let answer = () => {};
  const promise = new Promise<T>((resolve) => {
    answer = () => resolve(value);
  });
  return { promise, answer };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('Answers', () => {
  it('computes once, and tells when it is there', async () => {
    const answers = new Answers();
    let told = 0;
    answers.subscribe(() => told++);
    let computed = 0;
    const compute = async () => ++computed;
    expect(answers.get('a', compute)).toEqual({});
    expect(answers.get('a', compute)).toEqual({});
    await settled();
    expect(answers.get('a', compute)).toEqual({ value: 1 });
    expect([computed, told]).toEqual([1, 1]);
  });

  it('shows what stood there until the newest is known, and leaves out those between', async () => {
    const answers = new Answers();
    const first = later('first');
    const asked: string[] = [];
    const ask = (key: string) =>
      answers.standing('here', key, async () => {
        asked.push(key);
        return key === '1' ? first.promise : key;
      });
    expect(ask('1')).toEqual({ value: undefined, isOld: true });
    for (const key of ['2', '3', '4']) ask(key);
    first.answer();
    await settled();
    ask('4');
    await settled();
    expect(ask('4')).toEqual({ value: '4', isOld: false });
    expect(asked).toEqual(['1', '4']);
    expect(ask('1').value).toBe('first');
  });

  it('keeps why something could not be computed', async () => {
    const answers = new Answers();
    const fail = async () => {
      throw new Error('no such snapshot');
    };
    answers.standing('here', 'x', fail);
    await settled();
    expect(answers.standing('here', 'x', fail).problem?.message).toBe('no such snapshot');
  });
});
