const LIBRARY = 'libvulkan.so.1';

/** Why Vulkan's loader, by which Dawn finds GPUs on Linux, cannot be loaded, with what to do, or undefined. */
export function vulkanMissing(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // Node takes it for an addon, and refuses it once it is loaded; it says so if it is not there.
    process.dlopen({ exports: {} }, LIBRARY);
  } catch (error) {
    if (/cannot open shared object/.test((error as Error).message)) {
      return `${LIBRARY} is not installed. Debian and Ubuntu: apt-get install libvulkan1; Fedora: dnf install vulkan-loader`;
    }
  }
  return undefined;
}
