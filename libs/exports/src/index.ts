export type * from './export-document.js';
export { writeFhir } from './fhir/write-fhir.js';
export { pictureName } from './exported-word.js';
export { writePdf } from './pdf/write-pdf.js';
export { writeJson } from './text/write-json.js';
export { writeText } from './text/write-text.js';
export { writeAlto } from './xml/write-alto.js';
export { writeHocr } from './xml/write-hocr.js';
export { writePageXml } from './xml/write-page-xml.js';
