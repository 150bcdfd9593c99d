import { randomInt } from 'node:crypto';

const ADJECTIVES = (
  'able agile amber bold brave bright brisk calm clever crisp eager fair fleet gentle glad golden ' +
  'grand happy hardy honest humble keen kind lively lucky mellow merry mild neat nimble noble plain ' +
  'polite proud quick quiet rapid ready rosy sharp shy silent sleek smart smooth snowy stately steady ' +
  'sturdy sunny swift tidy trusty vivid warm wise witty worthy young zesty'
).split(' ');
const NOUNS = (
  'ant badger bear beaver bee bird bison boar carp cat colt crab crane crow deer dog dove duck eagle ' +
  'eel elk falcon finch fish fox frog goat goose gull hare hawk hen heron horse jay kit koi lamb lark ' +
  'lion lynx mole moose moth mouse mule newt otter owl panda perch pike pony quail ram raven robin seal ' +
  'shark sheep shrew skunk sloth snail snake stork swan tern toad trout whale wolf worm wren yak zebra'
).split(' ');

/** A name for a run that was given none: "brisk-otter-417". */
export function randomName(): string {
  const adjective = ADJECTIVES[randomInt(ADJECTIVES.length)];
  const noun = NOUNS[randomInt(NOUNS.length)];
  return `${adjective}-${noun}-${randomInt(1000)}`;
}
