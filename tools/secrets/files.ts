import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../project-files.ts';
import type { ScannedFile } from './finding.ts';

const MOST_BYTES = 2 ** 31;

const git = (root: string, args: readonly string[], input = ''): Buffer => {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: root,
    input,
    maxBuffer: MOST_BYTES,
  });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${error?.message ?? stderr}`);
  return stdout;
};

const isText = (bytes: Buffer): boolean => !bytes.includes(0);

/** The text files of the project, as they are on disk. */
export const workingFiles = (root: string): readonly ScannedFile[] =>
  projectFiles(root).flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    return isText(bytes) ? [{ path, text: bytes.toString() }] : [];
  });

/** Every text that any file of any commit ever had, each once, under one of its paths. @throws {Error} outside a repository. */
export const filesOfHistory = (root: string): readonly ScannedFile[] => {
  const paths = new Map(
    git(root, ['rev-list', '--objects', '--all'])
      .toString()
      .split('\n')
      .flatMap((line) => {
        const [id = '', ...path] = line.split(' ');
        return path.length === 0 ? [] : [[id, path.join(' ')] as const];
      }),
  );
  const answer = git(root, ['cat-file', '--batch'], [...paths.keys()].join('\n'));
  return [...objectsIn(answer)].flatMap(({ id, type, bytes }) =>
    type === 'blob' && isText(bytes) ? [{ path: paths.get(id) ?? id, text: bytes.toString() }] : [],
  );
};

/** Reads `<id> <type> <bytes>`, a new line, so many bytes, a new line; and so on. */
function* objectsIn(answer: Buffer): Generator<Readonly<{ id: string; type: string; bytes: Buffer }>> {
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf('\n', at);
    const [id = '', type = '', length] = answer.toString('utf8', at, end).split(' ');
    const next = end + 1 + Number(length);
    yield { id, type, bytes: answer.subarray(end + 1, next) };
    at = next + 1;
  }
}
