/**
 * Our own layers on DL4J's extension points: what DL4J lacks for a small, fast language model.
 *
 * <p>In come configurations ({@link odia.layer.NgramEmbedding}, {@link odia.layer.Qrnn}, {@link
 * odia.layer.DocumentPooling}, {@link odia.layer.LanguageModelHead}); DL4J makes networks of them.
 * Imports nothing of ours. The decision to know: all arrays are batch, time, size in c order, so
 * that a whole batch is one matrix for gemm; what gemm cannot do runs in plain loops on doubles,
 * which serve float networks and DL4J's gradient check (doubles only) alike.
 */
package odia.layer;
