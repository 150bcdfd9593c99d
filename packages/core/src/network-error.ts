/** A network that cannot be: the message names the layer, what was expected and what came. */
export class NetworkError extends Error {
  override name = 'NetworkError';
}
