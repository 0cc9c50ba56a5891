// The house rules that no other tool checks; a step of `npm run check`. One line a finding; ends with 1 when there is one.
import { filesOf } from './files.ts';
import { RULES } from './rules.ts';

const files = filesOf(process.argv[2] ?? process.cwd());
let broken = 0;
for (const [name, rule] of Object.entries(RULES)) {
  for (const finding of rule(files)) {
    broken += 1;
    process.stdout.write(`${name}: ${finding}\n`);
  }
}
process.stdout.write(`${files.length} files, ${broken} findings\n`);
process.exitCode = broken === 0 ? 0 : 1;
