import { filesOf } from './files.ts';
import { RULES } from './rules.ts';

/** How many files were read, and a line for each place that breaks a rule, with the name of the rule before it. */
export type HouseReport = Readonly<{ files: number; findings: readonly string[] }>;

/** Checks every rule over the project in a folder. */
export const checkHouse = (root: string): HouseReport => {
  const files = filesOf(root);
  const findings = Object.entries(RULES).flatMap(([name, rule]) =>
    rule(files).map((finding) => `${name}: ${finding}`),
  );
  return { files: files.length, findings };
};
