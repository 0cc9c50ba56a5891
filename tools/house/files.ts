import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../project-files.ts';

/** A file of the project: its path from the root, with slashes, and its text. */
export type SourceFile = Readonly<{ path: string; text: string }>;

/** Binary files, what npm and our own commands write, and the vendor's texts are not ours to word. */
const NOT_OURS =
  /\.(wav|pem|key)$|(^|\/)(package-lock\.json|result-codes(\.expected)?\.json|openapi\.json|(api|event)-types\.ts|schemas\.json)$/;

/** The files of the project that are ours to word. */
export const filesOf = (root: string): readonly SourceFile[] =>
  projectFiles(root)
    .filter((path) => !NOT_OURS.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
