/** Regions start on cache lines. */
const ALIGNMENT = 64;
/** Kernels may read this far past the end of a tensor. */
const SLACK = 64;

/** Hands out regions of linear memory, one after the other; nothing is ever given back. */
export class MemoryLayout {
  #next: number;

  /** @param base first free byte. */
  constructor(base: number) {
    this.#next = alignUp(base);
  }

  /** The address of a new region. */
  allocate(bytes: number): number {
    const address = this.#next;
    this.#next = alignUp(address + bytes + SLACK);
    return address;
  }

  allocateFloats(count: number): number {
    return this.allocate(count * 4);
  }

  /** Bytes of memory that hold everything handed out. */
  get bytes(): number {
    return this.#next;
  }
}

function alignUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
