import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the project: its path from the root, with slashes, and its text. */
export type SourceFile = Readonly<{ path: string; text: string }>;

/** Binary files, what npm and our own commands write, and the vendor's texts are not ours to word. */
const NOT_OURS =
  /\.(wav|pem|key)$|(^|\/)(package-lock\.json|result-codes(\.expected)?\.json|openapi\.json|schemas\.json)$/;

/** Everything below `root` that git tracks or would track; all files where there is no git. */
export const filesOf = (root: string): readonly SourceFile[] =>
  pathsOf(root)
    .filter((path) => !NOT_OURS.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const pathsOf = (root: string): readonly string[] =>
  existsSync(join(root, '.git'))
    ? execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 16 * 1024 * 1024,
      })
        .split('\n')
        .filter(Boolean)
    : globSync('**/*.*', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
