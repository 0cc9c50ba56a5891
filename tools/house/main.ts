// The house rules that no other tool checks; a step of `npm run check`. One line a finding; ends with 1 when there is one.
import { checkHouse } from './check-house.ts';

const { files, findings } = checkHouse(process.argv[2] ?? process.cwd());
for (const finding of findings) process.stdout.write(`${finding}\n`);
process.stdout.write(`${files} files, ${findings.length} findings\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
