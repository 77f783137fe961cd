/**
 * Checks of the manifests without a cluster: each file as it lies there, and everything that
 * kustomize makes of the overlays and components, against Kubernetes' own schema and the project's
 * rules.
 */
@NullMarked
package bluehub.manifests;

import org.jspecify.annotations.NullMarked;
