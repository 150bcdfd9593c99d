import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { FormatError } from '../format-error.js';
import { SAMPLES, sampleWeights } from '../testing/sample-networks.js';
import { writeNetwork } from '../write-network.js';
import { readNetworkApart } from './read-network-apart.js';

/** A small network in HDF5 with eight bytes exchanged: the library follows it in circles for ever. Base64 of gzip. */
const ENDLESS = [
  'H4sIAAAAAAACA+v0cHHj5ZLiYuLgYICB/1DQIQnhG0DFY+tjXvh7uAQxKXiZcmQj4+0CAgwMUxkhyqygyrmY',
  'GIAiokIMLAgjYYDHjoGBmYGXQQQkmZufkpoTn5yfl5aZziCpyMgANAyMIQZyMDAByfsQJhiAxHnsQSbwQUzI',
  'Ti1KLI4vSy0qzszPw2kEK5IRTGDyW7LqRuw+qmASQg4KGID4iY0HZDBj2nmoj6H8lCQmqNctGMgGrauUnvg7',
  'e3hjt59NAmQTLyTEylMz0zNKipmgrri0e6EdGZ5hiGCgGVh3874JdidNAaaYv7osEGV6KCkGlJbKWVFleOJg',
  '6UUEKAn2d3xeYm5qMfbIZmRkhEUFjGZEinwWND4zVM2t7K9fwc5VRHcuAyOjCtAsoMEGaOai85lFGBgFFeQZ',
  'IF5TYBDnYBCvByU+oN+YuTiAEcHMyCABUdsAjTmGBQyDHhh8iWfFky4hOWC5IDQoPx/Y440zJIFRiC2GiAm5',
  'BmiRBC+sNjAMORAVx6kLCknsJSM0JJOioXlDZE+oEMMoGAW0Ae7O/j7gUkgAqZiEVbdAUK2UnJNYXAwubJWs',
  'lIJTC0tT80oyE3OUdJQgNbaSVbUSVDYnNT0xuRIok5NYCayLlayi0bS75SSWlKTmYdObBhRMSixJzojPzCso',
  'LYkvzkgsAIpH55Xm5OiYAKFxbG2tDpp5Lql5xanYTEsBCiYml2SWJZYAWwRAgeL8tJLcxAqgcGleZgnQaUa1',
  'tUAD4YXPTyhtpGeoZ4BUJcDCI4kBUXUgi2ejhecOvoGNz4NEq3QeTfxEgdOjQTAK8ALX0SCgM1g/GgSjYBSM',
  'glEwCkbBKBgFo2BIAwDgDeBgiBkAAA==',
];

it('readNetworkApart() gives what the program in between read, tensors and all', async () => {
  const [network] = SAMPLES;
  const weights = sampleWeights(network);
  const [{ bytes }] = await writeNetwork('keras', { network, weights, classes: ['a', 'b'] });
  const read = await readNetworkApart(bytes);
  expect(read.network).toEqual(network);
  expect(read.weights).toEqual(weights);
  expect(read.classes).toEqual(['a', 'b']);
});

it('readNetworkApart() ends the reading of a file that leads its reader in circles', async () => {
  const bytes = gunzipSync(Buffer.from(ENDLESS.join(''), 'base64'));
  const reading = readNetworkApart(bytes, { longestMs: 3000 });
  await expect(reading).rejects.toThrow(FormatError);
  await expect(reading).rejects.toThrow('not read within 3 s');
});

it('readNetworkApart() says why a file is refused, as a FormatError', async () => {
  const reading = readNetworkApart(new TextEncoder().encode('PyTorch'));
  await expect(reading).rejects.toThrow(FormatError);
  await expect(reading).rejects.toThrow('begins like none of them');
});
