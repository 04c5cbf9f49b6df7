/* The data of the page: JSON, packed with raw deflate and base64 where the page is written. The rest
   of the page starts once it is unpacked. */
async function unpacked(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}
/** Unpack the data and start the page with it; a page that cannot be read says so. */
async function begin(start) {
  const failed = (id) => { document.getElementById(id).hidden = false; };
  try { new DecompressionStream("deflate-raw"); } catch { failed("tooOld"); return; }
  let data;
  try { data = await unpacked(document.getElementById("data").textContent); } catch { failed("unreadable"); return; }
  start(data);
}
