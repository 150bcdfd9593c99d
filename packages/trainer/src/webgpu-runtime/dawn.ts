/** Of WebGPU, as Dawn gives it to Node, what is used here. */
export interface Dawn {
  /** @param flags as "backend=vulkan"; none are needed. */
  create(flags: readonly string[]): Gpu;
  /** GPUBuffer and its like, which a browser has as globals. */
  readonly globals: Readonly<Record<string, unknown>>;
}

/** A browser's `navigator.gpu`. */
export interface Gpu {
  requestAdapter(options: {
    readonly powerPreference?: 'high-performance' | 'low-power';
    readonly forceFallbackAdapter?: boolean;
  }): Promise<GpuAdapter | null>;
}

export interface GpuAdapter {
  readonly info: GpuAdapterInfo;
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(descriptor: {
    readonly requiredLimits: Readonly<Record<string, number>>;
  }): Promise<GpuDevice>;
}

/** Each may be empty. */
export interface GpuAdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

export interface GpuDevice {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
  destroy(): void;
}
