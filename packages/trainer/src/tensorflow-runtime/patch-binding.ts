import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names this state of the replacements, for the install's stamp: another name builds anew. */
export const BINDING_PATCH = 'references are let go on their own thread';

/** A text of the binding's source, once in its file, and what stands there instead. */
interface Replacement {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * tfjs-node lets go of a typed array's reference from whichever thread TensorFlow drops the tensor
 * on. Node-API is for one thread only: now and then the list of references broke, and the program
 * ended by a signal when Node went through it at its end. What another thread drops waits until its
 * own thread makes the next tensor.
 */
export const REPLACEMENTS: readonly Replacement[] = [
  {
    file: 'napi_auto_ref.h',
    from: '#include <node_api.h>\n',
    to: '#include <node_api.h>\n#include <thread>\n',
  },
  {
    file: 'napi_auto_ref.h',
    from: '    env_ = env;\n    return',
    to: '    env_ = env;\n    thread_ = std::this_thread::get_id();\n    return',
  },
  {
    file: 'napi_auto_ref.h',
    from: '  virtual ~NapiAutoRef()',
    to: '  bool IsOfThisThread() const {\n    return thread_ == std::this_thread::get_id();\n  }\n\n  virtual ~NapiAutoRef()',
  },
  {
    file: 'napi_auto_ref.h',
    from: '  napi_ref ref_;\n};',
    to: '  napi_ref ref_;\n  std::thread::id thread_;\n};',
  },
  {
    file: 'tfjs_backend.cc',
    from: '// Callback to cleanup extra reference count for shared V8/TF tensor memory:\n',
    to: `// References that were dropped on another thread than their own.
static std::mutex LATE_REFS_MUTEX;
static std::vector<NapiAutoRef *> LATE_REFS;

// Lets go of what other threads dropped of this thread's references.
static void CleanupLateRefs() {
  std::lock_guard<std::mutex> lock(LATE_REFS_MUTEX);
  std::vector<NapiAutoRef *> others;
  for (NapiAutoRef *ref : LATE_REFS) {
    if (ref->IsOfThisThread()) {
      ref->Cleanup();
      delete ref;
    } else {
      others.push_back(ref);
    }
  }
  LATE_REFS.swap(others);
}

// Callback to cleanup extra reference count for shared V8/TF tensor memory:
`,
  },
  {
    file: 'tfjs_backend.cc',
    from: '  if (auto_ref->Cleanup() != napi_ok) {',
    to: `  if (!auto_ref->IsOfThisThread()) {
    std::lock_guard<std::mutex> lock(LATE_REFS_MUTEX);
    LATE_REFS.push_back(auto_ref);
    return;
  }
  if (auto_ref->Cleanup() != napi_ok) {`,
  },
  {
    file: 'tfjs_backend.cc',
    from: '  NapiAutoRef *auto_ref = new NapiAutoRef();\n',
    to: '  CleanupLateRefs();\n  NapiAutoRef *auto_ref = new NapiAutoRef();\n',
  },
  {
    file: 'tfjs_backend.cc',
    from: '#include "utils.h"\n',
    to: '#include "utils.h"\n\n#include <mutex>\n#include <vector>\n',
  },
];

/**
 * Makes the replacements in the binding's source; what was made before stays as it is.
 * @param source folder of the binding's source files.
 * @throws where a text is not there once, so another source than the pinned one.
 */
export async function patchBinding(source: string): Promise<void> {
  for (const { file, from, to } of REPLACEMENTS) {
    const path = join(source, file);
    const text = await readFile(path, 'utf8');
    if (text.includes(to)) continue;
    const parts = text.split(from);
    if (parts.length !== 2) {
      throw new Error(
        `Expected ${JSON.stringify(from)} once in ${path}, found it ${parts.length - 1} times. This is another tfjs-node than the one that Peasy knows.`,
      );
    }
    await writeFile(path, parts.join(to));
  }
}
