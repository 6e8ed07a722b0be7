package odia.dashboard;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import odia.access.Tokens;
import odia.follow.FollowSettings;
import odia.model.WordAttribution;
import odia.ops.Meters;

/**
 * What a dashboard is made of.
 *
 * @param address to listen at
 * @param tokens that open it; none is for an address that only this machine reaches
 * @param follow what is followed
 * @param allowedLabels from the champion's labels to those that corrections may give
 * @param explainer says which words drive the champion
 * @param meters of the process
 */
public record DashboardSettings(
    InetSocketAddress address,
    Tokens tokens,
    FollowSettings follow,
    UnaryOperator<List<String>> allowedLabels,
    Explainer explainer,
    Meters meters) {

  /** Says which words drive the champion's decision; thread-safe. */
  public interface Explainer {
    /**
     * @param label to explain; null for the champion's own
     * @throws IllegalArgumentException if it does not know the label
     */
    WordAttribution explain(String text, String label);
  }

  Map<String, Object> client() {
    return follow.client();
  }
}
