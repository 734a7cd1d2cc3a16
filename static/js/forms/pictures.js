/** A photo made small enough to send from anywhere; what cannot be opened here goes as it is. */

const SIDE_MOST = 2200; // pixels: a page of handwriting stays readable
const FINE_BYTES = 1_500_000;

/**
 * @param {File} file
 * @returns {Promise<File>}
 */
export async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size <= FINE_BYTES) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_MOST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => void canvas.toBlob(done, "image/jpeg", 0.85));
    return made instanceof Blob && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}
