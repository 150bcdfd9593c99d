import { TOKEN_ROLES, type TokenRole } from '@peasy/tracker/choices';
import { type Command, Option } from 'commander';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatTable } from '../terminal/table.js';

/** `peasy token add|list|revoke` */
export function addToken(program: Command): void {
  const token = program
    .command('token')
    .description('tokens for a server that other machines reach (peasy serve --host)');

  const add = token
    .command('add')
    .argument('<name>', 'who or what it is for: "laptop", "ci"')
    .description('make a token; it is shown once')
    .addOption(
      new Option('--role <role>', 'read: look; write: log too; admin: delete too')
        .choices(TOKEN_ROLES)
        .default('write'),
    );
  addRecordOptions(add);
  add.action((name: string, flags: RecordOptions & { role: TokenRole }) =>
    withStore(flags, (store) => {
      const made = store.addToken(name, flags.role);
      if (flags.json) return printJson({ name, role: flags.role, token: made });
      console.log(
        `${made}\n\nThe ${flags.role} token of ${name}. Only its hash is kept: write it down now.\nThe page: http://HOST:PORT/?token=TOKEN   MLflow: MLFLOW_TRACKING_TOKEN=TOKEN   else: Authorization: Bearer TOKEN`,
      );
    }),
  );

  const list = token.command('list').description('say which tokens there are');
  addRecordOptions(list);
  list.action((flags: RecordOptions) =>
    withStore(flags, (store) => {
      const tokens = store.listTokens();
      if (flags.json) return printJson(tokens);
      if (tokens.length === 0) return console.log('No tokens. "peasy token add NAME" makes one.');
      console.log(
        formatTable(tokens, [
          { head: 'name', cell: ({ name }) => name },
          { head: 'role', cell: ({ role }) => role },
          { head: 'made', cell: ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' ') },
        ]),
      );
    }),
  );

  const revoke = token
    .command('revoke')
    .argument('<name>', 'the token that is to be worth nothing from now on')
    .description('revoke a token');
  addRecordOptions(revoke);
  revoke.action((name: string, flags: RecordOptions) =>
    withStore(flags, (store) => {
      store.revokeToken(name);
      if (flags.json) printJson({ revoked: name });
      else console.log(`Revoked: ${name}.`);
    }),
  );
}
