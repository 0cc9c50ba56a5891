import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { type ScannedFile, type SecretFinding, shortened } from './finding.ts';
import { findByOwnRules } from './own-rules.ts';

const CONFIG = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] };

/** Everything in a file that secretlint's recommended rules or our own take for a secret, in the order of its lines. */
export const findSecrets = async (file: ScannedFile): Promise<readonly SecretFinding[]> => {
  const found = [...(await findBySecretlint(file)), ...findByOwnRules(file)];
  return found.toSorted((one, other) => one.line - other.line);
};

const findBySecretlint = async ({ path, text }: ScannedFile): Promise<readonly SecretFinding[]> => {
  const source = {
    content: text,
    filePath: path,
    ext: /\.[^./]+$/.exec(path)?.[0] ?? '',
    contentType: 'text',
  } as const;
  const { messages } = await lintSource({ source, options: { config: CONFIG, noPhysicFilePath: true } });
  return messages.map(({ loc, range: [start, end], ruleId, ruleParentId = ruleId }) => ({
    path,
    line: loc.start.line,
    rule: ruleParentId === ruleId ? ruleId : ruleId.replace('@secretlint/secretlint-rule-', ''),
    found: shortened(text.slice(start, end)),
  }));
};
