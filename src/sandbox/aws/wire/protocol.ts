import type { SandboxResponse } from '../../service.ts';
import type { ServiceError } from '../service-error.ts';
import { escapeXml } from './xml.ts';

export type Protocol = 'ec2' | 'query' | 'json-1.0' | 'json-1.1' | 'rest-json' | 'rest-xml';

const protocols: Readonly<Record<string, Protocol>> = {
  autoscaling: 'query',
  ce: 'json-1.1',
  ec2: 'ec2',
  elasticloadbalancing: 'query',
  iam: 'query',
  lambda: 'rest-json',
  monitoring: 'json-1.0',
  organizations: 'json-1.1',
  rds: 'query',
  s3: 'rest-xml',
  sagemaker: 'json-1.1',
  sts: 'query',
};

/** The wire format of a service by its signing name. */
export function protocolOf(service: string): Protocol {
  return protocols[service] ?? 'query';
}

/** A refusal in a protocol's own format. */
export function errorResponse(protocol: Protocol, error: ServiceError, requestId: string): SandboxResponse {
  const { code, message, status } = error;
  const escaped = escapeXml(message);
  switch (protocol) {
    case 'ec2':
      return xmlResponse(
        `<Response><Errors><Error><Code>${code}</Code><Message>${escaped}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
        requestId,
        status,
      );
    case 'query': {
      const type = status < 500 ? 'Sender' : 'Receiver';
      return xmlResponse(
        `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${escaped}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
        status,
      );
    }
    case 'rest-xml':
      return xmlResponse(
        `<Error><Code>${code}</Code><Message>${escaped}</Message><RequestId>${requestId}</RequestId><HostId>${requestId}</HostId></Error>`,
        requestId,
        status,
      );
    case 'json-1.0': {
      // Its service spoke Query before: clients of then find their code here.
      const response = jsonResponse(protocol, { __type: code, message }, requestId, status);
      const fault = status < 500 ? 'Sender' : 'Receiver';
      return { ...response, headers: { ...response.headers, 'x-amzn-query-error': `${code};${fault}` } };
    }
    case 'json-1.1':
      return jsonResponse(protocol, { __type: code, message }, requestId, status);
    case 'rest-json':
      break;
  }
  const response = jsonResponse(protocol, { Type: 'User', message }, requestId, status);
  return { ...response, headers: { ...response.headers, 'x-amzn-errortype': code } };
}

/** A document of the Query protocol: `<ActionResponse><ActionResult>…</ActionResult><ResponseMetadata>…`. */
export function queryResponse(
  action: string,
  namespace: string,
  result: string,
  requestId: string,
): SandboxResponse {
  return xmlResponse(
    `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    requestId,
  );
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An XML document, whole or in pieces; the declaration is added. */
export function xmlResponse(
  document: string | readonly string[],
  requestId: string,
  status = 200,
): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: typeof document === 'string' ? declaration + document : bytesOf([declaration, ...document]),
  };
}

/** Pieces of text as bytes. Long documents are made several times quicker in this way than by joining texts first. */
function bytesOf(pieces: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0));
  let length = 0;
  for (const piece of pieces) length += bytes.write(piece, length);
  return bytes;
}

const jsonTypes: Readonly<Record<'json-1.0' | 'json-1.1' | 'rest-json', string>> = {
  'json-1.0': 'application/x-amz-json-1.0',
  'json-1.1': 'application/x-amz-json-1.1',
  'rest-json': 'application/json',
};

/** A JSON document. */
export function jsonResponse(
  protocol: 'json-1.0' | 'json-1.1' | 'rest-json',
  document: unknown,
  requestId: string,
  status = 200,
): SandboxResponse {
  return {
    status,
    headers: { 'content-type': jsonTypes[protocol], 'x-amzn-requestid': requestId },
    body: JSON.stringify(document),
  };
}
