export * from './job-contract.js';
export * from './jobs/all-jobs.js';
export * from './jobs/recognise-page.js';
export * from './jobs/segment-page.js';
export * from './jobs/split-document.js';
