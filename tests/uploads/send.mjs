// Sends one file with tus-js-client as it comes from npm. Arguments: a JSON object (see below). Prints a JSON line with what became of it.
import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import * as tus from "tus-js-client";

const { path, endpoint, headers, metadata, chunkSize, retryDelays, isDeferred, withCreation, method, stopAt, url } = JSON.parse(process.argv[2]);

/** @type {tus.Upload} */
let upload;
const answers = [];
let isStopped = false;
upload = new tus.Upload(isDeferred ? Readable.from(createReadStream(path)) : createReadStream(path), {
  endpoint,
  uploadUrl: url ?? null,
  headers,
  metadata,
  chunkSize: chunkSize ?? Infinity,
  retryDelays: retryDelays ?? [0, 100, 300, 1000],
  uploadSize: isDeferred ? undefined : statSync(path).size,
  uploadLengthDeferred: isDeferred ?? false,
  uploadDataDuringCreation: withCreation ?? false,
  overridePatchMethod: method === "POST",
  onProgress(sent) {
    if (stopAt && sent >= stopAt && !isStopped) {
      isStopped = true;
      upload.abort().then(() => tell({ url: upload.url, stopped: sent }));
    }
  },
  onAfterResponse(request, answer) {
    answers.push([request.getMethod(), answer.getStatus(), answer.getHeader("Upload-Offset"), answer.getHeader("Spotter-Clip")]);
  },
  onError: (problem) => tell({ error: String(problem), url: upload.url }),
  onSuccess: () => tell({ url: upload.url }),
});
upload.start();

function tell(found) {
  console.log(JSON.stringify({ ...found, answers }));
}
