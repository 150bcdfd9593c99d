import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { UserError } from '../user-error.js';

/** `peasy note`, `peasy tag`, `peasy rename` */
export function addAnnotate(program: Command): void {
  const note = program
    .command('note')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .argument('<text>', 'the new note; "" takes it off')
    .description('write a note on a run');
  addRecordOptions(note);
  note.action((ref: string, text: string, flags: RecordOptions) =>
    withStore(flags, (store) => {
      const { id, name } = store.findRun(ref);
      store.setNote(id, text);
      say(flags, { id, note: text }, `Noted on ${name}.`);
    }),
  );

  const tag = program
    .command('tag')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .argument('<tag...>', 'key=value sets one, key= takes it off')
    .description('set and take off tags of a run');
  addRecordOptions(tag);
  tag.action((ref: string, words: string[], flags: RecordOptions) =>
    withStore(flags, (store) => {
      const pairs = words.map(parseTag);
      const { id, name } = store.findRun(ref);
      store.setTags(id, Object.fromEntries(pairs.filter(([, value]) => value !== '')));
      for (const [key, value] of pairs) if (value === '') store.removeTag(id, key);
      const { tags } = store.getRun(id);
      const shown = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
      say(flags, { id, tags }, `${name}: ${shown.join(' ') || 'no tags'}`);
    }),
  );

  const rename = program
    .command('rename')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .argument('<name>', 'the new name')
    .description('give a run another name');
  addRecordOptions(rename);
  rename.action((ref: string, name: string, flags: RecordOptions) =>
    withStore(flags, (store) => {
      const run = store.findRun(ref);
      store.renameRun(run.id, name);
      say(flags, { id: run.id, name }, `${run.name} is now ${name}.`);
    }),
  );
}

function parseTag(word: string): [key: string, value: string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
  if (key === undefined || value === undefined) {
    throw new UserError(`Expected a tag as key=value, got ${JSON.stringify(word)}.`, EXIT.usage);
  }
  return [key, value];
}

function say(flags: RecordOptions, result: object, words: string): void {
  if (flags.json) printJson(result);
  else console.log(words);
}
