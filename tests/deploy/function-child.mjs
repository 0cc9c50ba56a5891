// One container of a function: it runs the unpacked zip with its own environment, one event after the other, as Lambda does.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, file, exported] = /^(.*)\.([^.]+)$/.exec(process.env._HANDLER);
const code = await import(pathToFileURL(join(process.env.LAMBDA_TASK_ROOT, `${file}.mjs`)).href);

const contextOf = ({ requestId, endsAtMs }) => ({
  awsRequestId: requestId,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  invokedFunctionArn: '',
  logGroupName: '',
  logStreamName: '',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, endsAtMs - Date.now()),
});

process.on('disconnect', () => process.exit(0));
process.on('message', async ({ event, ...invocation }) => {
  try {
    process.send({ result: (await code[exported](event, contextOf(invocation))) ?? null });
  } catch (error) {
    process.send({ error: String(error?.message ?? error) });
  }
});
process.send({ started: true });
