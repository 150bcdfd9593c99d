import { describe, expect, it } from 'vitest';
import { type Condition, parseFilter, parseOrder } from './parse-filter.js';

const shown = ({ name, operator, value }: Condition) => [name.prefix, name.key, operator, value];

describe('parseFilter()', () => {
  it.each<[string, unknown[][]]>([
    ['', []],
    ['   ', []],
    ['metrics.loss < 0.5', [['metrics', 'loss', '<', 0.5]]],
    ['metric.a>=-1e3', [['metric', 'a', '>=', -1000]]],
    ['metrics.a = .9', [['metrics', 'a', '=', 0.9]]],
    ['metrics.val.deep_loss != +1.', [['metrics', 'val.deep_loss', '!=', 1]]],
    ['metrics.`a/b c` > 1', [['metrics', 'a/b c', '>', 1]]],
    ['params."batch size" = \'8\'', [['params', 'batch size', '=', '8']]],
    ['tags.mlflow.user = "me"', [['tags', 'mlflow.user', '=', 'me']]],
    ["status = 'FINISHED'", [[undefined, 'status', '=', 'FINISHED']]],
    ["run name like 'a%'", [[undefined, 'run_name', 'LIKE', 'a%']]],
    ["`Run name` = 'a'", [[undefined, 'Run name', '=', 'a']]],
    ["tags.a = 'it''s'", [['tags', 'a', '=', "it's"]]],
    ["tags.a ILIKE '日本%'", [['tags', 'a', 'ILIKE', '日本%']]],
    ['run_id IN (\'a\', "b")', [[undefined, 'run_id', 'IN', ['a', 'b']]]],
    ["run_id not in ('a',)", [[undefined, 'run_id', 'NOT IN', ['a']]]],
    ['params.a is null', [['params', 'a', 'IS NULL', null]]],
    [
      "params.a IS NOT NULL and\n metrics.b<1 AND x = ''",
      [
        ['params', 'a', 'IS NOT NULL', null],
        ['metrics', 'b', '<', 1],
        [undefined, 'x', '=', ''],
      ],
    ],
  ])('reads %j', (filter, conditions) => {
    expect(parseFilter(filter).map(shown)).toEqual(conditions);
  });

  it.each([
    ['metrics.a', /expected an operator at character 10, got its end/],
    ['metrics.a >', /a number or a quoted text/],
    ['metrics.a > b', /a number or a quoted text at character 13, got "b"/],
    ['metrics. a > 1', /a key after the dot/],
    ['metrics.', /a key after the dot/],
    ['> 1', /a name, such as/],
    ['a = 1 OR b = 2', /expected AND/],
    ['a = 1 b = 2', /expected AND/],
    ['a = 1 AND', /a name/],
    ['AND', /an operator/],
    ['(a = 1)', /a name/],
    ['NOT a = 1', /IN after NOT|an operator/],
    ["a = 'x", /a name, a value or an operator at character 5|expected/],
    ['a == 1', /a number or a quoted text/],
    ['a <> 1', /a number or a quoted text/],
    ['a LIKE 1', /a quoted text/],
    ["a IN 'x'", /a list in brackets/],
    ['a IN ()', /a quoted text/],
    ["a IN ('x' 'y')", /"," or "\)"/],
    ["a IN ('x'", /"," or "\)"/],
    ['a IN (1)', /a quoted text/],
    ['a IS 1', /NULL/],
    ['a NOT LIKE b', /IN after NOT/],
    ['a = 1; DROP TABLE runs', /a name, a value or an operator/],
    ['a = 1 -- b', /expected/],
    ['a = 0x10', /expected/],
    ['a = 1e', /expected/],
    ['params.a-b = 1', /expected/],
    ['a.`b` c', /an operator/],
    ['``  = 1', /expected/],
  ])('refuses %j', (filter, message) => {
    expect(() => parseFilter(filter)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringMatching(message) }),
    );
  });

  it('refuses what is too long to be a filter', () => {
    expect(() => parseFilter(Array(201).fill('a = 1').join(' AND '))).toThrow(/at most 200/);
    expect(() => parseFilter(`a = '${'x'.repeat(100_001)}'`)).toThrow(/at most 100000 characters/);
  });
});

describe('parseOrder()', () => {
  it.each([
    ['metrics.loss', 'metrics', 'loss', false],
    ['metrics.`a b` desc', 'metrics', 'a b', true],
    ['start_time ASC', undefined, 'start_time', false],
  ])('reads %j', (text, prefix, key, descending) => {
    expect(parseOrder(text)).toEqual({ name: { prefix, key }, descending });
  });

  it.each(['', 'metrics.a DESC ASC', 'metrics.a, b', 'metrics.a > 1', "a' ", '1'])(
    'refuses %j',
    (text) => {
      expect(() => parseOrder(text)).toThrow(/Invalid filter/);
    },
  );
});
