import type { FusedGroup, FusedScratch } from './fused-groups.js';
import type { MemoryLayout } from './memory-layout.js';
import type { Conv2dPlan, FusedConvPlan, LayerPlan, MapsPlace, StepPlan } from './network-plan.js';

/** What the steps of a network are planned from. */
interface FusedContext {
  readonly batchSize: number;
  readonly firstWithWeights: number;
  readonly layout: MemoryLayout;
  /** Of each group. */
  readonly scratch: readonly FusedScratch[];
}

/**
 * The layers with each fused group as one step. A group writes into the border of the next one,
 * or where the last of its layers would have written; gradients come back the same way.
 */
export function planSteps(
  layers: readonly LayerPlan[],
  groups: readonly FusedGroup[],
  context: FusedContext,
): StepPlan[] {
  const inputs = groups.map(({ inputSample }) =>
    context.layout.allocate(context.batchSize * inputSample),
  );
  const fused = groups.map((_, index) => planGroup(layers, groups, inputs, index, context));
  const steps: StepPlan[] = [];
  for (let index = 0; index < layers.length; index++) {
    const group = groups.findIndex(({ first }) => first === index);
    steps.push(group < 0 ? layers[index] : fused[group]);
    if (group >= 0) index = groups[group].last;
  }
  return steps;
}

function planGroup(
  layers: readonly LayerPlan[],
  groups: readonly FusedGroup[],
  inputs: readonly number[],
  index: number,
  { batchSize, firstWithWeights, layout, scratch }: FusedContext,
): FusedConvPlan {
  const group = groups[index];
  const { height, width, channels, filters, inputLine, inputSample } = group;
  const conv = layers[group.first] as Conv2dPlan;
  const last = layers[group.last];
  const [outHeight, outWidth] = [Math.floor(height / 2), Math.floor(width / 2)];
  const above = groups[index + 1]?.first === group.last + 1 ? groups[index + 1] : undefined;
  const below = groups[index - 1]?.last === group.first - 1;
  const carries = group.first > firstWithWeights;
  return {
    kind: 'fusedConv',
    name: conv.name,
    ...{ kernel: conv.kernel, bias: conv.bias },
    ...{ height, width, outHeight, outWidth, channels, filters },
    ...{ input: inputs[index], inputLine, inputSample },
    source: group.first === 0 ? 'pixels' : below ? 'step below' : conv.input,
    inputGradient: carries ? scratch[index].inputGradient : undefined,
    spread: carries && !below ? conv.inputGradient : undefined,
    output: above ? inside(above, inputs[index + 1]) : plain(last.output, outHeight, last),
    outputGradient: above
      ? inside(above, scratch[index + 1].inputGradient)
      : plain(last.outputGradient, outHeight, last),
    winners: layout.allocate(batchSize * last.outputSize),
    dropout: last.kind === 'dropout' ? last : undefined,
    work: scratch[index].work,
  };
}

/** Maps within a border of one pixel. */
function inside({ channels, inputLine, inputSample }: FusedGroup, address: number): MapsPlace {
  return {
    first: address + inputLine + channels * 4,
    line: inputLine,
    sample: inputSample,
  };
}

/** Maps with nothing between them. */
function plain(address: number, height: number, { outputSize }: LayerPlan): MapsPlace {
  return { first: address, line: (outputSize / height) * 4, sample: outputSize * 4 };
}
