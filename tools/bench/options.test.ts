import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions()', () => {
  it('measures everything when nothing is said', () => {
    const options = parseOptions([]);
    expect(options.peers).toEqual(['peasy', 'peasy-tensorflow', 'keras', 'pytorch', 'tfjs-node']);
    expect(options.networks).toEqual(['cnn', 'dense', 'cnn-normalized']);
    expect(options).toMatchObject({ whole: true, rounds: 5, seconds: 2 });
    expect(options.nodes).toContain('24');
  });

  it('narrows peers and networks apart from each other', () => {
    const some = parseOptions(['--only', 'keras, cnn']);
    expect(some).toMatchObject({ peers: ['keras'], networks: ['cnn'], whole: false });
    expect(parseOptions(['--only', 'dense'])).toMatchObject({ networks: ['dense'], whole: true });
    expect(parseOptions(['--only', 'train'])).toMatchObject({ peers: [], whole: true });
  });

  it('is short when quick, unless told otherwise', () => {
    expect(parseOptions(['--quick'])).toMatchObject({ rounds: 2, seconds: 1 });
    expect(parseOptions(['--quick', '--rounds', '4'])).toMatchObject({ rounds: 4, seconds: 1 });
  });

  it('takes several Nodes, or the path of one', () => {
    expect(parseOptions(['--nodes', '20,24']).nodes).toEqual(['20', '24']);
    expect(parseOptions(['--node', '/opt/node/bin/node']).nodes).toEqual(['/opt/node/bin/node']);
  });

  it('names what it does not know', () => {
    expect(() => parseOptions(['--only', 'jax'])).toThrow(/keras, .*got "jax"/);
    expect(() => parseOptions(['--rounds', '2.5'])).toThrow(/whole number above 0, got "2.5"/);
    expect(() => parseOptions(['--seconds', '0'])).toThrow(/above 0/);
    expect(() => parseOptions(['--fast'])).toThrow(/--fast/);
  });
});
