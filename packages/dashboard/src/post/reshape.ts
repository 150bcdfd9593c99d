/** A picture of 2 x 2 pixels of red, green and blue, each 0 to 255. */
export const SMALL_PICTURE: readonly (readonly [number, number, number])[] = [
  [220, 60, 50],
  [70, 160, 90],
  [60, 90, 200],
  [235, 200, 70],
];

/** Ways to put twelve numbers in a row back into a picture: one undoes flatten, the others do not. */
export const RESHAPES = [
  'rowColumnChannel',
  'channelRowColumn',
  'columnsFirst',
  'channelsFirstPixel',
] as const;
export type Reshape = (typeof RESHAPES)[number];

/** Flatten: row by row, pixel by pixel, red, green, blue. */
export function flatten(picture: readonly (readonly number[])[]): number[] {
  return picture.flat();
}

/** Twelve numbers as a 2 x 2 picture, read in a way. */
export function reshape(row: readonly number[], how: Reshape): [number, number, number][] {
  const at = (index: number) => row[index];
  return Array.from({ length: 4 }, (_, pixel) => {
    const y = Math.floor(pixel / 2);
    const x = pixel % 2;
    const place = (channel: number) => {
      switch (how) {
        case 'rowColumnChannel':
          return pixel * 3 + channel;
        case 'channelRowColumn':
          return channel * 4 + pixel;
        case 'columnsFirst':
          return (x * 2 + y) * 3 + channel;
        case 'channelsFirstPixel':
          return channel * 4 + x * 2 + y;
      }
    };
    return [at(place(0)), at(place(1)), at(place(2))];
  });
}
