/** The server could not start, in words for the person who started it. */
export class ServerError extends Error {
  override name = 'ServerError';
}

/** Puts into words why a server could not listen. */
export function asServerError(
  cause: NodeJS.ErrnoException,
  host: string,
  port: number,
): ServerError {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new ServerError(
        `Port ${port} on ${host} is taken, perhaps by another \`peasy serve\`. Stop that one, or choose another port: --port ${port + 1}, or --port 0 for any free one.`,
        { cause },
      );
    case 'EACCES':
      return new ServerError(
        `Port ${port} is kept for the system's own services. Choose one from 1024 up: --port 5050.`,
        { cause },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ServerError(
        `This machine has no address ${host} to listen on. Leave --host out to listen on 127.0.0.1.`,
        { cause },
      );
    default:
      return new ServerError(`The server could not listen on ${host}:${port}: ${cause.message}.`, {
        cause,
      });
  }
}
