import { spawn } from 'node:child_process';

/** How a command ended. */
export interface CommandResult {
  /** 0: well. null: it never started, or was ended. */
  readonly code: number | null;
  readonly seconds: number;
  /** What it wrote, stdout and stderr as they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends it after this many seconds. */
  readonly limitSeconds?: number;
  /** Writes its output through as it comes; it is kept all the same. */
  readonly show?: boolean;
}

/** Runs a command without a shell and without input; never throws. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (options.show) process.stdout.write(text);
      });
    }
    const stop = () => {
      child.kill('SIGKILL');
      // Its own children may hold the pipes open; they are not waited for.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const { limitSeconds } = options;
    const timer = limitSeconds ? setTimeout(stop, limitSeconds * 1000) : undefined;
    const end = (code: number | null) => {
      clearTimeout(timer);
      resolve({ code, seconds: (performance.now() - started) / 1000, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(null);
    });
    child.on('close', end);
  });
}
