import { describe, expect, it } from 'vitest';
import { chartKeys, chartTitle, kindOf, usualMetrics, validationKeyOf } from './chart-metric.js';

const has =
  (...keys: readonly string[]) =>
  (key: string) =>
    keys.includes(key);

describe('chartKeys()', () => {
  it('pairs a metric with its validation, as Peasy and as others name it', () => {
    expect(chartKeys('loss', has('loss', 'valLoss'))).toEqual({
      train: 'loss',
      validation: 'valLoss',
    });
    expect(validationKeyOf('loss', has('val_loss'))).toBe('val_loss');
    expect(validationKeyOf('loss', has('eval/loss'))).toBe('eval/loss');
    expect(validationKeyOf('train_loss', has('val_loss'))).toBe('val_loss');
    expect(validationKeyOf('train/acc', has('validation/acc'))).toBe('validation/acc');
    expect(validationKeyOf('trainLoss', has('valLoss'))).toBe('valLoss');
  });

  it('finds the training of a metric under another name', () => {
    expect(chartKeys('loss', has('train/loss', 'val/loss'))).toEqual({
      ...{ train: 'train/loss', validation: 'val/loss' },
    });
    expect(chartKeys('loss', has('val_loss'))).toEqual({ train: 'loss', validation: 'val_loss' });
  });

  it('draws a validation alone as one, and what is of no photos as a value', () => {
    expect(chartKeys('valLoss', has('loss', 'valLoss'))).toEqual({ validation: 'valLoss' });
    expect(chartKeys('learningRate', has('learningRate'))).toEqual({ value: 'learningRate' });
    expect(chartKeys('value', has('value'))).toEqual({ value: 'value' });
    expect(chartKeys('loss', has('loss'))).toEqual({ train: 'loss' });
  });
});

describe('usualMetrics()', () => {
  it('are loss and accuracy, or what there is of runs that have neither', () => {
    expect(usualMetrics(new Set())).toEqual(['loss', 'accuracy']);
    expect(usualMetrics(new Set(['accuracy', 'learningRate', 'loss']))).toEqual([
      'loss',
      'accuracy',
    ]);
    expect(usualMetrics(new Set(['learningRate', 'train_loss', 'val_acc']))).toEqual(['loss']);
    expect(usualMetrics(new Set(['reward', 'steps', 'val_reward', 'x']))).toEqual([
      'reward',
      'steps',
    ]);
  });
});

describe('kindOf()', () => {
  it('goes by the last word', () => {
    expect(['accuracy', 'valAccuracy', 'top5_acc', 'test/accuracy'].map(kindOf)).toEqual(
      Array.from({ length: 4 }, () => 'accuracy'),
    );
    expect(['loss', 'train/loss', 'valLoss'].map(kindOf)).toEqual(['loss', 'loss', 'loss']);
    expect(['learningRate', 'glossy', 'accumulate', ''].map(kindOf)).toEqual(
      Array.from({ length: 4 }, () => 'plain'),
    );
  });
});

describe('chartTitle()', () => {
  it('leaves the keys of others as they are', () => {
    expect(['loss', 'accuracy', 'layer/weightNorm'].map(chartTitle)).toEqual([
      ...['Loss', 'Accuracy', 'layer/weightNorm'],
    ]);
  });
});
