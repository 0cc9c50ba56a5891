/** A command of the operators as it is typed. @param stage of the deployment; the local stack has none */
export const opsCommand = (command: string, stage: string | undefined): string =>
  `npm run ops -- ${command}${stage === undefined || stage === 'local' ? '' : ` --stage ${stage}`}`;
