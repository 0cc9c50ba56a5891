import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef';

describe('a deployment with a domain of its own', () => {
  let template: Template;
  beforeAll(async () => {
    template = await packagedWith(
      { domainName: 'calls.example.com', certificateArn: CERTIFICATE },
      'eu-central-1',
    );
  });

  it('takes TLS 1.2 and newer there', () => {
    expect(template.Resources['ApiDomain']).toMatchObject({
      Type: 'AWS::ApiGatewayV2::DomainName',
      Properties: {
        DomainName: 'calls.example.com',
        DomainNameConfigurations: [
          { CertificateArn: CERTIFICATE, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
        ],
      },
    });
    expect(template.Resources['ApiDomainMapping']).toEqual({
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      DependsOn: ['HttpApiStage'],
      Properties: { ApiId: { Ref: 'HttpApi' }, DomainName: { Ref: 'ApiDomain' }, Stage: '$default' },
    });
  });

  it('has closed the address of the gateway', () => {
    expect(template.Resources['HttpApi']?.Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
  });

  it('says in its outputs where it is, and where the DNS record has to point', () => {
    expect(template).toMatchObject({
      Outputs: {
        HttpApiUrl: { Value: 'https://calls.example.com' },
        HttpApiDomainTarget: { Value: { 'Fn::GetAtt': ['ApiDomain', 'RegionalDomainName'] } },
        HttpApiDomainZone: { Value: { 'Fn::GetAtt': ['ApiDomain', 'RegionalHostedZoneId'] } },
      },
    });
  });
});

describe('a deployment without one', () => {
  it('is reached by the address of the gateway', async () => {
    const template = await packagedTemplate();

    expect(template.Resources['HttpApi']?.Properties).toMatchObject({ DisableExecuteApiEndpoint: false });
    expect(Object.keys(template.Resources).filter((id) => id.startsWith('ApiDomain'))).toEqual([]);
    expect(JSON.stringify(template['Outputs'])).toContain('.execute-api.');
  });
});

it.each([
  [{ domainName: 'calls.example.com' }, 'domainName and certificateArn must be given together'],
  [{ certificateArn: CERTIFICATE }, 'domainName and certificateArn must be given together'],
  [
    { domainName: 'https://calls.example.com', certificateArn: CERTIFICATE },
    'domainName must be the name of a domain, such as calls.example.com, or none',
  ],
  [
    { domainName: 'calls.example.com', certificateArn: 'certificate' },
    'certificateArn must be the ARN of a certificate in ACM, or none',
  ],
])('%j is not packaged', (parameters, fault) => {
  expect(refusalOf(parameters)).toContain(fault);
});
