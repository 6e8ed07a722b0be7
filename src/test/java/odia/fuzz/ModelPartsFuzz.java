package odia.fuzz;

import java.util.List;
import java.util.Map;
import odia.registry.ModelAudit;
import odia.registry.RegistryException;
import odia.registry.SigningKeys;

/** The topic of models as somebody who may write to it would have it. */
public final class ModelPartsFuzz {

  private ModelPartsFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.within(data.length, () -> read(new Pieces(data)));
  }

  private static void read(Pieces pieces) {
    ModelAudit audit = new ModelAudit(SigningKeys.NONE);
    try {
      while (pieces.hasNext()) {
        byte[] key = pieces.next();
        byte[] value = pieces.next();
        if (ModelAudit.objection(key, value) == null) {
          audit.add(key, value, List.of());
        }
      }
    } catch (RegistryException e) {
      return; // too many versions
    }
    Map<String, String> whole = audit.whole();
    audit.damaged().keySet().forEach(v -> Bounds.check(!whole.containsKey(v), "both: %s", v));
  }
}
