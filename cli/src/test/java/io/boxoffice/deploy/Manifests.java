package io.boxoffice.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the manifests bring into a namespace, read against Kubernetes' own model. A kind that is not
 * listed here is refused: rights, above all, are none of ours.
 */
record Manifests(List<HasMetadata> objects) {
  static final Path DIRECTORY = Deployment.DIRECTORY.resolve("kubernetes");

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1 ConfigMap", ConfigMap.class,
          "v1 Secret", Secret.class,
          "v1 Service", Service.class,
          "v1 ServiceAccount", ServiceAccount.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);

  /** All that the kustomization names. */
  static Manifests read() throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (String file : resources()) {
      objects.addAll(read(file));
    }
    return new Manifests(List.copyOf(objects));
  }

  /** The objects of one file. */
  static List<HasMetadata> read(String file) throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (Object document : Deployment.yaml(DIRECTORY.resolve(file))) {
      Map<?, ?> map = (Map<?, ?>) document;
      String kind = map.get("apiVersion") + " " + map.get("kind");
      if (!KINDS.containsKey(kind)) {
        throw new IllegalArgumentException(file + ": " + kind + " is none of ours");
      }
      objects.add(Deployment.STRICT.convertValue(map, KINDS.get(kind)));
    }
    return objects;
  }

  static List<String> resources() throws IOException {
    Map<?, ?> file = (Map<?, ?>) Deployment.yaml(DIRECTORY.resolve("kustomization.yaml")).get(0);
    return ((List<?>) file.get("resources")).stream().map(Object::toString).toList();
  }

  /** The object of that type and name. */
  <T extends HasMetadata> T named(Class<T> type, String name) {
    return objects.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(each -> each.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
  }
}
