# Recomputes reference.json, the numbers of independent implementations that the tests compare
# with. Run once with R 4.2.2, sna 2.7-1, igraph 1.3.5 and backbone 2.1.3:
#
#     Rscript reference.R > reference.json
#
# The networks are made by formulas that the tests repeat, so that nothing has to be carried over.
suppressMessages({library(sna); library(backbone)})

n <- 12
cells <- function(f) outer(1:n, 1:n, Vectorize(function(i, j) if (i == j) 0 else f(i, j)))
arcs <- cells(function(i, j) as.numeric((7 * i + 11 * j + 3 * i * j) %% 10 < 3))
other <- cells(function(i, j) as.numeric((5 * i + 3 * j + i * j) %% 7 < 3))
weights <- arcs * cells(function(i, j) 1 + (i * j + 2 * i + 5 * j) %% 7)
ties <- pmax(weights, t(weights))
groups <- ifelse(1:n <= 3, 0, ifelse(1:n <= 7, 1, 2))

florentine <- function(edges, names) {
  m <- matrix(0, length(names), length(names), dimnames = list(names, names))
  for (e in strsplit(edges, "-")) m[e[1], e[2]] <- m[e[2], e[1]] <- 1
  m
}
marriages <- c("Acciaiuoli-Medici", "Albizzi-Ginori", "Albizzi-Guadagni", "Albizzi-Medici",
  "Barbadori-Castellani", "Barbadori-Medici", "Bischeri-Guadagni", "Bischeri-Peruzzi",
  "Bischeri-Strozzi", "Castellani-Peruzzi", "Castellani-Strozzi", "Guadagni-Lamberteschi",
  "Guadagni-Tornabuoni", "Medici-Ridolfi", "Medici-Salviati", "Medici-Tornabuoni",
  "Pazzi-Salviati", "Peruzzi-Strozzi", "Ridolfi-Strozzi", "Ridolfi-Tornabuoni")
business <- c("Barbadori-Castellani", "Barbadori-Ginori", "Barbadori-Medici", "Barbadori-Peruzzi",
  "Bischeri-Guadagni", "Bischeri-Lamberteschi", "Bischeri-Peruzzi", "Castellani-Lamberteschi",
  "Castellani-Peruzzi", "Ginori-Medici", "Guadagni-Lamberteschi", "Lamberteschi-Peruzzi",
  "Medici-Pazzi", "Medici-Salviati", "Medici-Tornabuoni")
families <- sort(c(unique(unlist(strsplit(marriages, "-"))), "Pucci"))
married <- florentine(marriages, families)
traded <- florentine(business, families)
tied <- married[families != "Pucci", families != "Pucci"]

# Attendance of an invented two-mode network: 8 bodies, 14 tasks.
two_mode <- outer(1:8, 1:14, function(i, t) as.numeric((3 * i * i + 5 * t + i * t) %% 11 < 4))
two_mode_full <- rbind(two_mode, 1)  # with a body that stands in every task

set.seed(1)
b <- brokerage(arcs, groups)
fit <- netlm(arcs, list(other, t(arcs)), reps = 2000)
fit_undirected <- netlm(married, list(traded), mode = "graph", reps = 2000)
test <- qaptest(list(married, traded), gcor, g1 = 1, g2 = 2, mode = "graph", reps = 5000)
upper <- function(m) {p <- sdsm(m, alpha = NULL)$Pupper; diag(p) <- NA; p}
graph <- function(m, mode) igraph::graph_from_adjacency_matrix(m, mode, weighted = TRUE)

json <- function(x) {
  if (is.list(x)) {
    parts <- mapply(function(k, v) paste0("\"", k, "\": ", json(v)), names(x), x)
    return(paste0("{\n", paste(parts, collapse = ",\n"), "\n}"))
  }
  if (is.matrix(x))
    return(paste0("[\n", paste(apply(x, 1, function(r) json(unname(r))), collapse = ",\n"), "\n]"))
  cells <- ifelse(is.finite(x), formatC(x, digits = 12, format = "g", width = 1), "null")
  if (length(x) == 1 && is.null(names(x))) cells else paste0("[", paste(cells, collapse = ", "), "]")
}

cat(json(list(
  brokerage_raw = unname(b$raw.nli),
  brokerage_expected = unname(b$exp.nli),
  brokerage_z = unname(b$z.nli),
  netlm_coefficients = unname(fit$coefficients),
  netlm_t = unname(fit$tstat),
  netlm_p = unname(fit$pgreqabs),
  netlm_undirected_coefficients = unname(fit_undirected$coefficients),
  netlm_undirected_t = unname(fit_undirected$tstat),
  qap_correlation = c(gcor(married, traded, mode = "graph")),
  qap_correlation_directed = c(gcor(arcs, other)),
  qap_p_upper = test$pgreq,
  density_arcs = gden(arcs),
  reciprocity_edgewise = unname(grecip(arcs, measure = "edgewise")),
  centralization_degree = centralization(tied, degree, mode = "graph"),
  centralization_degree_pucci = centralization(married, degree, mode = "graph"),
  centralization_closeness = centralization(tied, closeness, mode = "graph"),
  centralization_betweenness = centralization(tied, betweenness, mode = "graph"),
  centralization_betweenness_pucci = centralization(married, betweenness, mode = "graph"),
  centralization_indegree = centralization(arcs, degree, cmode = "indegree"),
  centralization_outdegree = centralization(arcs, degree, cmode = "outdegree"),
  centralization_betweenness_directed = centralization(arcs, betweenness),
  transitivity = gtrans(married, mode = "graph", measure = "weak"),
  evcent = evcent(tied, gmode = "graph", use.eigen = TRUE),
  constraint_weighted = unname(igraph::constraint(graph(ties, "undirected"))),
  constraint_directed = unname(igraph::constraint(graph(weights, "directed"))),
  disparity = disparity(ties, alpha = NULL)$Pupper,
  disparity_directed = disparity(weights, alpha = NULL)$Pupper,
  bicm = bicm(two_mode),
  bicm_full = bicm(two_mode_full),
  sdsm = upper(two_mode)
)), "\n")
