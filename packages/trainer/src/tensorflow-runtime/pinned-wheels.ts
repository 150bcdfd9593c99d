/** The TensorFlow whose wheels are pinned here. */
export const TENSORFLOW_VERSION = '2.21.0';

/** The CPython that a wheel is chosen for; only its C libraries are used, so any Python can fetch it. */
export const WHEEL_PYTHON = '3.12';

/** A wheel as pip finds it, with the hash that it must have. */
export interface PinnedWheel {
  readonly distribution: 'tensorflow' | 'tensorflow-cpu';
  /** pip's platform tag. */
  readonly platform: string;
  readonly sha256: string;
}

const LINUX_X64 = 'manylinux_2_27_x86_64';
const X64_CPU: PinnedWheel = {
  distribution: 'tensorflow-cpu',
  platform: LINUX_X64,
  sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
};
const X64_CUDA: PinnedWheel = {
  distribution: 'tensorflow',
  platform: LINUX_X64,
  sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
};
/** There is no tensorflow-cpu for these. */
const ARM64: Readonly<Record<string, PinnedWheel>> = {
  linux: {
    distribution: 'tensorflow',
    platform: 'manylinux_2_27_aarch64',
    sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
  },
  darwin: {
    distribution: 'tensorflow',
    platform: 'macosx_12_0_arm64',
    sha256: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
  },
};

/**
 * The wheel for a system, by Node's names for it.
 * @throws when TensorFlow publishes none.
 */
export function pinnedWheel(system: string, architecture: string, gpu: boolean): PinnedWheel {
  if (system === 'linux' && architecture === 'x64') return gpu ? X64_CUDA : X64_CPU;
  const wheel = !gpu && architecture === 'arm64' ? ARM64[system] : undefined;
  if (wheel) return wheel;
  throw new Error(
    gpu
      ? `Expected Linux on x64 for TensorFlow with CUDA, this is ${system} on ${architecture}. Leave --gpu out to compute on the CPU.`
      : `Expected Linux on x64 or arm64, or macOS on arm64, for TensorFlow ${TENSORFLOW_VERSION}, this is ${system} on ${architecture}. Peasy's own kernels run here without it.`,
  );
}
