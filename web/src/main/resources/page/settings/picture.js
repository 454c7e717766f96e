// A picture of any size, as the server takes it: the middle of it, as a small JPEG in base64.

const SIDE = 256;
const BYTES_MAX = 40_960;

export async function small(file) {
  const bitmap = await createImageBitmap(file);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = Object.assign(document.createElement('canvas'), {width: SIDE, height: SIDE});
  const drawing = canvas.getContext('2d');
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, SIDE, SIDE);
  drawing.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  for (const quality of [0.9, 0.75, 0.5]) {
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', quality));
    if (blob.size <= BYTES_MAX) {
      return base64(blob);
    }
  }
  throw new Error('too large');
}

const base64 = blob => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = failed;
  reader.readAsDataURL(blob);
});
