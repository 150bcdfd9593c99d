import { describe, expect, it } from 'vitest';
import {
  compareRoute,
  formatAddress,
  microscopeRoute,
  parseAddress,
  type Route,
  runRoute,
  runsRoute,
  toolRoute,
} from './route.js';

describe('formatAddress() and parseAddress()', () => {
  const routes: readonly (readonly [string, Route])[] = [
    ['/runs', runsRoute()],
    ['/runs?runs=a,b', runsRoute(['a', 'b'])],
    ['/runs?filter=cnn%20lost', { ...runsRoute(), filter: 'cnn lost' }],
    ['/runs?sort=test', { ...runsRoute(), sort: 'test', descending: true }],
    ['/runs?sort=test&order=up', { ...runsRoute(), sort: 'test', descending: false }],
    ['/runs?sort=name', { ...runsRoute(), sort: 'name', descending: false }],
    ['/runs?order=up', { ...runsRoute(), descending: false }],
    [
      '/runs?sort=best.valLoss&columns=name,best.valLoss,params.a%252Cb&group=params.seed',
      {
        ...{ ...runsRoute(), sort: 'best.valLoss', group: 'params.seed' },
        columns: ['name', 'best.valLoss', 'params.a,b'],
      },
    ],
    ['/runs/latest', runRoute('latest')],
    ['/runs/odd%2Fname%3F?runs=a&x=seconds', { ...runRoute('odd/name?', ['a']), x: 'seconds' }],
    ['/compare', compareRoute()],
    [
      '/compare?x=step&y=log&smooth=50&zoom=100~2500.5&seeds=mean',
      {
        ...{ ...compareRoute(), x: 'step', y: 'log', smooth: 50 },
        ...{ zoom: [100, 2500.5], seeds: 'mean' },
      },
    ],
    [
      '/compare?runs=a,b&x=images&metric=accuracy&rows=all',
      { ...compareRoute(['a', 'b']), x: 'images', metrics: ['accuracy'], everyRow: true },
    ],
    [
      '/runs/a?metric=layer%2FweightNorm,a%252Cb,loss&xscale=log',
      { ...runRoute('a'), metrics: ['layer/weightNorm', 'a,b', 'loss'], xScale: 'log' },
    ],
    ['/compare?metric=', { ...compareRoute(), metrics: [] }],
    [
      '/compare?runs=a&at.a=3&brush=loss~0~1%26',
      { ...compareRoute(['a']), details: { 'at.a': '3', brush: 'loss~0~1&' } },
    ],
    ['/compare?runs=one%252Ctwo,three', compareRoute(['one,two', 'three'])],
    ['/microscope?runs=a', microscopeRoute(['a'])],
    [
      '/microscope?photos=3,17&epoch=0.5&scale=epochs&palette=grey&zoom=3&flat=cells&pin=a~set-1~Conv~2~0~31',
      {
        ...microscopeRoute(),
        photos: [3, 17],
        epoch: 0.5,
        scale: 'epochs',
        palette: 'grey',
        zoom: 3,
        flat: 'cells',
        pin: ['a', 'set-1', 'Conv', '2', '0', '31'],
      },
    ],
    [
      '/sql?runs=a&q=SELECT%201%2C%202',
      { ...toolRoute('sql', ['a']), query: { q: 'SELECT 1, 2' } },
    ],
    ['/nowhere/at/all', { view: 'missing', path: '/nowhere/at/all', selected: [] }],
  ];

  it.each(routes)('%s there and back', (address, route) => {
    expect(formatAddress(route)).toBe(address);
    expect(parseAddress(address)).toEqual(route);
  });

  it('take the root for the runs', () => expect(parseAddress('/')).toEqual(runsRoute()));

  it('read what a browser makes of a pasted link', () => {
    expect(parseAddress('/compare?runs=a%2Cb').selected).toEqual(['a', 'b']);
    expect(parseAddress('/compare?runs=my+run').selected).toEqual(['my run']);
    expect(parseAddress('/compare?runs=a,,a,b').selected).toEqual(['a', 'b']);
    expect(parseAddress('/compare?x=weeks&xscale=odd')).toEqual(compareRoute());
    expect(parseAddress('/compare?y=odd&smooth=-3&zoom=9~1')).toEqual(compareRoute());
    expect(parseAddress('/runs?filter=50%').view).toBe('runs');
    expect(parseAddress('/runs/50%')).toMatchObject({ view: 'run', run: '50%' });
  });
});
