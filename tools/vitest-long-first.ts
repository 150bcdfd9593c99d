import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute and more: one that began last would leave the other worker without work. */
const LONG: readonly string[] = [
  'tracker/src/mlflow/fuzz.test.ts',
  'tracker/src/import/mlflow/mlflow.test.ts',
  'trainer/src/engines/engines-agree.test.ts',
  'trainer/src/engines/webgpu/webgpu-contract.test.ts',
];

/** Vitest's own order, with the longest files at the head of their turn. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const turn = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const rank = ({ moduleId }: TestSpecification) =>
      LONG.some((file) => moduleId.endsWith(file)) ? 0 : 1;
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => turn(a) - turn(b) || rank(a) - rank(b));
  }
}
