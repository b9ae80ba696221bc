/** The parts of HL7 FHIR R4 (4.0.1) that these exports use. */
export interface Extension {
  url: string;
  valueDecimal?: number;
  valueInteger?: number;
}

export interface Reference {
  reference?: string;
  identifier?: { system: string; value: string };
  display?: string;
}

interface Coding {
  coding: { system: string; code: string }[];
}

export interface DocumentReference {
  resourceType: 'DocumentReference';
  id: string;
  status: 'current';
  docStatus: 'preliminary' | 'final';
  date: string;
  description: string;
  content: {
    attachment: {
      contentType: string;
      url: string;
      size: number;
      /** SHA-1, base64: R4 asks for that. */
      hash: string;
      title: string;
      creation: string;
    };
  }[];
  context?: { period: { start: string; end: string } };
}

export interface Binary {
  resourceType: 'Binary';
  id: string;
  contentType: string;
  data: string;
}

export interface Device {
  resourceType: 'Device';
  id: string;
  deviceName: { name: string; type: 'model-name' }[];
  version: { value: string }[];
}

export interface Provenance {
  resourceType: 'Provenance';
  id: string;
  extension: Extension[];
  target: Reference[];
  occurredPeriod?: { start: string; end: string };
  recorded: string;
  agent: { type: Coding; who: Reference }[];
  entity?: { role: 'source'; what: Reference }[];
}

export type Resource = DocumentReference | Binary | Device | Provenance;

export interface Bundle {
  resourceType: 'Bundle';
  id: string;
  type: 'collection';
  timestamp: string;
  entry: { fullUrl: string; resource: Resource }[];
}
