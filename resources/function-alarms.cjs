// One alarm for each function that runs by itself: it crashed, ran out of time or memory, or could not start because its
// configuration is faulty. An answer of the function itself, a 503 for one, is not an error here. CommonJS, because that is what
// the framework reads files with.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const FUNCTIONS = join(__dirname, '..', 'functions');

const isUnattended = (folder) =>
  /^events:/m.test(readFileSync(join(FUNCTIONS, folder, 'function.yml'), 'utf8'));

const pascal = (folder) => folder.replace(/(?:^|-)(\w)/g, (_all, letter) => letter.toUpperCase());

const alarmOf = (prefix, topic, folder) => {
  const tell = [{ 'Fn::If': ['TellAlarms', topic, { Ref: 'AWS::NoValue' }] }];
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${prefix}-${folder}-errors`,
      AlarmDescription: `${folder} ended without an answer of its own. See docs/operations.md, Errors of functions.`,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: `${prefix}-${folder}` }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: tell,
      OKActions: tell,
    },
  };
};

module.exports = async ({ resolveVariable }) => {
  const prefix = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`;
  const topic = await resolveVariable('self:custom.settings.alarmTopicArn');
  const folders = readdirSync(FUNCTIONS).filter(isUnattended);
  return {
    Resources: Object.fromEntries(
      folders.map((folder) => [`${pascal(folder)}ErrorsAlarm`, alarmOf(prefix, topic, folder)]),
    ),
  };
};
