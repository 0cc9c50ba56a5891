import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFiles } from '../../../tools/project-files.ts';
import { workingFiles } from '../../../tools/secrets/files.ts';

const FILES = ['.gitignore', '.cfnlintrc.yaml', 'shared/a.ts', 'LICENSE', 'tests/中文.md'];

describe('the files of the project', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'project-files-'));
    for (const folder of ['shared', 'tests', 'reports', '.local']) await mkdir(join(root, folder));
    for (const file of [...FILES, 'reports/a.json', '.local/b.json', 'some.log'])
      await writeFile(join(root, file), 'text');
    await writeFile(join(root, '.gitignore'), 'node_modules\nreports/\n.local/\n*.log\n');
    await symlink(join(root, 'shared'), join(root, 'node_modules'), 'junction');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are those that git does not ignore; a link to a folder is none', () => {
    spawnSync('git', ['init', '--quiet'], { cwd: root });

    expect([...projectFiles(root)].sort()).toEqual([...FILES].sort());
  });

  it('are the same in an archive without git', () => {
    expect([...projectFiles(root)].sort()).toEqual([...FILES].sort());
    expect(workingFiles(root)).toHaveLength(5);
  });

  it('are the same where git refuses to answer', async () => {
    await writeFile(join(root, '.git'), 'gitdir: /nowhere');

    expect([...projectFiles(root)].sort()).toEqual([...FILES].sort());
  });
});
