import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gpuName } from './gpu-name.js';

const run = promisify(execFile);

/** Loads tfjs-node as `loadTensorflow` does; TensorFlow looks for its devices as it starts. */
const LOAD = `
  require('node:util').isNullOrUndefined = (value) => value == null;
  require(process.argv[1]);
`;

/**
 * Why TensorFlow computes on the CPU here. Its own words go to standard error as it starts, past
 * JavaScript, and are silenced in this program: so another one starts it again, and is heard.
 * @param path the file of tfjs-node.
 * @param advice how to install TensorFlow with CUDA.
 */
export async function whyNoGpu(path: string, advice: string): Promise<string> {
  const hidden = process.env.CUDA_VISIBLE_DEVICES;
  if (hidden === '' || hidden === '-1') {
    return `CUDA_VISIBLE_DEVICES=${hidden} hides it, as the program started or as TensorFlow was asked for the CPU`;
  }
  const driver = gpuName();
  const facts = [
    driver === undefined
      ? 'no NVIDIA driver is loaded here (nvidia-smi names none)'
      : `the driver has ${driver}`,
  ];
  const words = gpuWords(await startupWords(path));
  facts.push(
    words === '' ? `this TensorFlow is built without CUDA. ${advice}` : `TensorFlow says: ${words}`,
  );
  return facts.join('; ');
}

/** What TensorFlow warns of GPUs in its log, without times and places in its source. */
export function gpuWords(log: string): string {
  const warnings = log.matchAll(/^(?:[WE]\d{4} |[\d-]+ [\d:.]+: [WE] ).*?\] (.*)$/gm);
  const texts = [...warnings].map(([, text]) => text.trim());
  return [
    ...new Set(texts.filter((text) => /cu(?:da|Init)|gpu|dlopen|dynamic library/i.test(text))),
  ].join(' ');
}

async function startupWords(path: string): Promise<string> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0' };
  try {
    return (await run(process.execPath, ['-e', LOAD, path], { env, timeout: 60_000 })).stderr;
  } catch (error) {
    return (error as { stderr?: string }).stderr ?? '';
  }
}
