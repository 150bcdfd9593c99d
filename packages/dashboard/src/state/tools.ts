/** Views beside runs, compare and microscope, by the first part of their address, with their names. */
export const TOOLS = {
  predict: 'Predict',
  lab: 'Lab',
  sql: 'SQL',
  post: 'The post',
} as const;
export type ToolName = keyof typeof TOOLS;

/** Whether an address begins with the name of a tool. */
export function isTool(text: string): text is ToolName {
  return Object.hasOwn(TOOLS, text);
}
