import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ROOT, type Template } from '../../../tools/local-stack/template.ts';
import { findStandIn } from '../../deploy/stand-in.ts';
import { forStandIn } from '../../deploy/stand-in-gaps.mjs';

describe('the stand-in of npm run test:deploy', () => {
  it('is skipped with the way to get one when none is named, and ends well', () => {
    const { AWS_ENDPOINT_URL: _unset, ...environment } = process.env;

    const { status, stdout } = spawnSync(process.execPath, ['tests/deploy/run.ts'], {
      cwd: ROOT,
      env: environment,
      encoding: 'utf8',
    });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^skipped: .*pip install "moto\[server\]"/);
  });

  it.each(['http://127.0.0.1:5999', 'http://localhost:5999', 'http://[::1]:5999/'])('may be %s', (given) => {
    expect(findStandIn(given, [])).toEqual({ endpoint: given.replace(/\/$/, '') });
  });

  it.each([
    [
      'https://dynamodb.us-east-1.amazonaws.com',
      'AWS_ENDPOINT_URL is AWS itself: dynamodb.us-east-1.amazonaws.com',
    ],
    ['https://lambda.us-east-1.api.aws', 'AWS_ENDPOINT_URL is AWS itself: lambda.us-east-1.api.aws'],
    [
      'https://sts.cn-north-1.amazonaws.com.cn',
      'AWS_ENDPOINT_URL is AWS itself: sts.cn-north-1.amazonaws.com.cn',
    ],
  ])('is never %s, whatever flag is given', (given, message) => {
    expect(() => findStandIn(given, ['--not-on-this-machine'])).toThrow(message);
  });

  it('is on another machine only when that is said', () => {
    const given = 'http://moto.example:5000';

    expect(() => findStandIn(given, [])).toThrow(
      'moto.example is not this machine; --not-on-this-machine allows it',
    );
    expect(findStandIn(given, ['--not-on-this-machine'])).toEqual({ endpoint: given });
  });

  it('refuses an argument that it does not know', () => {
    expect(() => findStandIn('http://127.0.0.1:5999', ['--stage'])).toThrow('unknown argument --stage');
  });
});

describe('a template that is fitted to the stand-in', () => {
  const TEMPLATE: Template = {
    Resources: {
      HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
      Permission: { Type: 'AWS::Lambda::Permission', Properties: { SourceArn: { Ref: 'HttpApi' } } },
      Schedule: { Type: 'AWS::Lambda::Permission', Properties: { SourceArn: { Ref: 'Table' } } },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: { Name: 'documents' },
      },
      Table: { Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'RetainExceptOnCreate', Properties: {} },
      Bind: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Ref: 'Secret' } } },
    },
    Outputs: { Url: { Value: { Ref: 'HttpApi' } }, Data: { Value: { Ref: 'Table' } } },
  };

  it('has no more of what the stand-in cannot make, says why, and names the secrets', () => {
    const { template, left, secrets } = forStandIn(TEMPLATE);

    expect(Object.keys(template.Resources)).toEqual(['Schedule', 'Table', 'Bind']);
    expect(template['Outputs']).toEqual({ Data: { Value: { Ref: 'Table' } } });
    expect(left.map(({ type }) => type)).toEqual([
      'AWS::ApiGatewayV2::Api',
      'AWS::Lambda::Permission',
      'AWS::SecretsManager::Secret',
    ]);
    for (const { reason } of left) expect(reason).not.toBe('');
    expect(secrets).toEqual(['documents']);
  });

  it('keeps what AWS would keep, and reaches the secret by its name', () => {
    const { template } = forStandIn(TEMPLATE);

    expect(template.Resources['Table']).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(template.Resources['Bind']?.Properties).toEqual({ Environment: 'documents' });
  });

  it('is refused when a function needs what the stand-in cannot make', () => {
    const needing = {
      ...TEMPLATE,
      Resources: {
        ...TEMPLATE.Resources,
        Bind: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Ref: 'HttpApi' } } },
      },
    };

    expect(() => forStandIn(needing)).toThrow('Bind needs what the stand-in cannot make');
  });
});
