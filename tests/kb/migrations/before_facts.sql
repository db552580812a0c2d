-- Made by the version before facts and pictures had drafts, through its own ORM (schema: kb 0015).
INSERT INTO auth_user (id, password, is_superuser, username, last_name, email, is_staff, is_active, date_joined, first_name) VALUES (1, '', 0, 'anna', '', '', 0, 1, '2026-11-30 17:19:33.781055', '');
INSERT INTO auth_user (id, password, is_superuser, username, last_name, email, is_staff, is_active, date_joined, first_name) VALUES (2, '', 0, 'rita', '', '', 0, 1, '2026-11-30 17:19:33.781881', '');
INSERT INTO kb_category (id, key, position, name, name_en, name_fr, summary) VALUES (1, 'codes', 1, 'Codes', 'Codes', 'Codes', '');
INSERT INTO kb_category (id, key, position, name, name_en, name_fr, summary) VALUES (2, 'security-card', 0, 'Security card', 'Security card', 'Carte de sécurité', '');
INSERT INTO kb_tag (id, key, name, name_en, name_fr) VALUES (1, 'sls', 'Secure Login System', 'Secure Login System', 'Système de connexion sécurisé');
INSERT INTO kb_tag (id, key, name, name_en, name_fr) VALUES (2, 'card', 'Card', 'Card', 'Carte');
INSERT INTO kb_article (id, number, source_language, needed, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, category_id) VALUES (1, 9002, 'en', 2, '', 'Login number 9002', 'Login number 9002', 'Connexion numéro 9002', 'login-9002', 'login-9002', 'connexion-9002', 'What article 9002 says.', 'What article 9002 says.', 'Ce que dit l’article 9002.', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', 2);
INSERT INTO kb_article (id, number, source_language, needed, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, category_id, review_on) VALUES (2, 3422, 'en', 1, 'dsc-plus', 'Login number 3422', 'A draft that no reader sees', 'Connexion numéro 3422', 'login-3422', 'login-3422', 'connexion-3422', 'What article 3422 says.', 'What article 3422 says.', 'Ce que dit l’article 3422.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 1, '2027-01-31');
INSERT INTO kb_article (id, number, source_language, demo, title_fr, slug_fr, summary_fr, body_fr, category_id) VALUES (4, 9003, 'fr', '', 'Connexion numéro 9003', 'connexion-9003', 'Ce que dit l’article 9003.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 2);
INSERT INTO kb_article (id, number, source_language, demo, title, title_en, slug, slug_en, summary, summary_en, body, body_en, category_id) VALUES (5, 9004, 'en', '', 'Login number 9004', 'Login number 9004', 'login-9004', 'login-9004', 'What article 9004 says.', 'What article 9004 says.', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', 2);
INSERT INTO kb_article (id, number, source_language, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, category_id) VALUES (6, 9005, 'fr', '', 'Login number 9005', 'Login number 9005', 'Connexion numéro 9005', 'login-9005', 'login-9005', 'connexion-9005', 'What article 9005 says.', 'What article 9005 says.', 'Ce que dit l’article 9005.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 2);
INSERT INTO kb_article (id, number, source_language, demo, retired_at, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, successor_id, category_id) VALUES (3, 1131, 'en', '', '2026-11-30 17:19:33.987717', 'Login number 1131', 'Login number 1131', 'Connexion numéro 1131', 'login-1131', 'login-1131', 'connexion-1131', 'What article 1131 says.', 'What article 1131 says.', 'Ce que dit l’article 1131.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 2, 2);
INSERT INTO kb_article_tags (id, article_id, tag_id) VALUES (1, 1, 1);
INSERT INTO kb_article_tags (id, article_id, tag_id) VALUES (2, 2, 1);
INSERT INTO kb_article_tags (id, article_id, tag_id) VALUES (3, 2, 2);
INSERT INTO kb_article_tags (id, article_id, tag_id) VALUES (4, 4, 2);
INSERT INTO kb_reference (id, target, position, language, step, shown, source_id) VALUES (1, 9002, 0, '', '', '', 2);
INSERT INTO kb_reference (id, target, position, language, step, shown, source_id) VALUES (2, 1131, 1, '', '', '', 2);
INSERT INTO kb_reference (id, target, position, language, step, shown, source_id) VALUES (3, 3422, 0, '', '', '', 4);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short) VALUES (1, 'en', 1, 'Login number 9002', 'login-9002', 'What article 9002 says.', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 17:19:33.855298', 1, '', '');
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short, source_id) VALUES (2, 'fr', 1, 'Connexion numéro 9002', 'connexion-9002', 'Ce que dit l’article 9002.', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 17:19:33.865700', 1, '', '', 1);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short) VALUES (3, 'en', 1, 'Login number 3422', 'login-3422', 'What article 3422 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 17:19:33.900998', 2, '', '');
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short, source_id) VALUES (4, 'fr', 1, 'Connexion numéro 3422', 'connexion-3422', 'Ce que dit l’article 3422.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 17:19:33.911616', 2, '', '', 3);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, author_id, questions, short, based_on_id) VALUES (5, 'en', 2, 'A draft that no reader sees', 'login-3422', 'What article 3422 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'desk', 'anna', '2026-11-30 17:19:33.926231', 2, 1, '', '', 3);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short) VALUES (6, 'en', 1, 'Login number 1131', 'login-1131', 'What article 1131 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 17:19:33.962523', 3, '', '');
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short, source_id) VALUES (7, 'fr', 1, 'Connexion numéro 1131', 'connexion-1131', 'Ce que dit l’article 1131.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 17:19:33.977528', 3, '', '', 6);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short) VALUES (8, 'fr', 1, 'Connexion numéro 9003', 'connexion-9003', 'Ce que dit l’article 9003.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 17:19:34.008130', 4, '', '');
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short) VALUES (9, 'en', 1, 'Login number 9004', 'login-9004', 'What article 9004 says.', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 17:19:34.035248', 5, '', '');
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short) VALUES (10, 'en', 1, 'Login number 9005', 'login-9005', 'What article 9005 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 17:19:34.076782', 6, '', '');
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, questions, short, source_id) VALUES (11, 'fr', 1, 'Connexion numéro 9005', 'connexion-9005', 'Ce que dit l’article 9005.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 17:19:34.089146', 6, '', '', 10);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, author_id, questions, short, based_on_id, source_id) VALUES (12, 'en', 2, 'Login number 9005', 'login-9005', 'What article 9005 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', 'en → fr', 20, 'desk', 'rita', '2026-11-30 17:19:34.110573', 6, 2, '', '', 10, 11);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (1, 'en', '', 1, 1, 1);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (2, 'fr', '', 1, 2, 2);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (3, 'en', '', 2, 5, 3);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (4, 'fr', '', 2, 4, 4);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (5, 'en', '', 3, 6, 6);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (6, 'fr', '', 3, 7, 7);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id) VALUES (7, 'fr', '', 4, 8);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id) VALUES (8, 'en', '', 5, 9);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (9, 'en', '', 6, 12, 12);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (10, 'fr', '', 6, 11, 11);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (1, 'en', 'published', 'content/', '', '2026-11-30 17:19:33.859420', 1, 1);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (2, 'fr', 'published', 'content/', '', '2026-11-30 17:19:33.869106', 1, 2);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (3, 'en', 'published', 'content/', '', '2026-11-30 17:19:33.905071', 2, 3);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (4, 'fr', 'published', 'content/', '', '2026-11-30 17:19:33.915425', 2, 4);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (5, 'en', 'published', 'content/', '', '2026-11-30 17:19:33.969097', 3, 6);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (6, 'fr', 'published', 'content/', '', '2026-11-30 17:19:33.980631', 3, 7);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, by_id) VALUES (7, '', 'archived', '', 'rita', '2026-11-30 17:19:33.997710', 3, 2);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (8, 'en', 'published', 'content/', '', '2026-11-30 17:19:34.038896', 5, 9);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, by_id, revision_id) VALUES (9, 'en', 'unpublished', '', 'rita', '2026-11-30 17:19:34.051288', 5, 2, 9);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (10, 'en', 'published', 'content/', '', '2026-11-30 17:19:34.081507', 6, 10);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (11, 'fr', 'published', 'content/', '', '2026-11-30 17:19:34.093243', 6, 11);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, by_id, revision_id) VALUES (12, 'en', 'published', 'en → fr', 'rita', '2026-11-30 17:19:34.113664', 6, 2, 12);
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (1, 9002, 'en', 'Login number 9002', 'login-9002', 'What article 9002 says.', 'First published.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', 'ed7aebce52a9d8b1e5f155443308a864953cced1b354dfb33a3e0f5d31b64e4d', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in\nLook.\nFigure 1 The screen."}]', '["log-in"]', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<p>Look.</p>
<figure class="figure" id="figure-1"><img src="/media/login-en-bbbb.webp" alt="The screen" width="40" height="30" loading="lazy"><figcaption><span class="figure-number">Figure 1</span> The screen.</figcaption></figure>
', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (2, 9002, 'fr', 'Connexion numéro 9002', 'connexion-9002', 'Ce que dit l’article 9002.', 'Première publication.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', '11c9a70e953a6d7f3ea93ce2c08050182b9e1944d58f33e3381d984967882f59', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in\nLook.\nFigure 1 The screen."}]', '["log-in"]', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copier le lien : Log in"></a></h2>
<p>Look.</p>
<figure class="figure" id="figure-1"><img src="/media/login-fr-cccc.webp" alt="L’écran" width="40" height="30" loading="lazy"><figcaption><span class="figure-number">Figure 1</span> The screen.</figcaption></figure>
', '## Log in {#log-in}

Look.

::: figure
image: login
caption: The screen.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (3, 3422, 'en', 'Login number 3422', 'login-3422', 'What article 3422 says.', 'First published.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', '7fa46a16dea6fb8dd672af879d9d9d84000f0f1ccb2eb55ab9122da996235170', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Confirm."}]', '["log-in", "step-1", "step-2"]', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
 <a class="try" href="/en/practice/dsc-plus/?step=login" data-demo="dsc-plus" data-step-demo="login">Try this step</a></div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Confirm.</p>
 <a class="try" href="/en/practice/dsc-plus/?step=pin" data-demo="dsc-plus" data-step-demo="pin">Try this step</a></div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (4, 3422, 'fr', 'Connexion numéro 3422', 'connexion-3422', 'Ce que dit l’article 3422.', 'Première publication.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', '49379b0c4582f355a461264a0e0d0d389f9343ea5ad853051c0ca315d9db873a', '[{"level": 2, "id": "log-in", "text": "Se connecter"}]', '[{"anchor": "log-in", "text": "Se connecter"}, {"anchor": "step-1", "text": "Saisissez votre nom."}, {"anchor": "step-2", "text": "Validez."}]', '["log-in", "step-1", "step-2"]', '<h2 id="log-in">Se connecter <a class="anchor" href="#log-in" aria-label="Copier le lien : Se connecter"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Étape 1. </span><p>Saisissez votre nom.</p>
 <a class="try" href="/fr/practice/dsc-plus/?step=login" data-demo="dsc-plus" data-step-demo="login">Essayer cette étape</a></div><a class="anchor" href="#step-1" aria-label="Copier le lien : Étape 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Étape 2. </span><p>Validez.</p>
 <a class="try" href="/fr/practice/dsc-plus/?step=pin" data-demo="dsc-plus" data-step-demo="pin">Essayer cette étape</a></div><a class="anchor" href="#step-2" aria-label="Copier le lien : Étape 2"></a></li>
</ol>
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (5, 1131, 'en', 'Login number 1131', 'login-1131', 'What article 1131 says.', 'First published.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', '9200e8aed6820933479d76bd9f9f5e949ee495a7bd97f91d107a214f9a824795', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Confirm."}]', '["log-in", "step-1", "step-2"]', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Confirm.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (6, 1131, 'fr', 'Connexion numéro 1131', 'connexion-1131', 'Ce que dit l’article 1131.', 'Première publication.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', '7f4230037491459a532f91ed21b24a7089fbd7a503bdb3a804bd06087d6f4c10', '[{"level": 2, "id": "log-in", "text": "Se connecter"}]', '[{"anchor": "log-in", "text": "Se connecter"}, {"anchor": "step-1", "text": "Saisissez votre nom."}, {"anchor": "step-2", "text": "Validez."}]', '["log-in", "step-1", "step-2"]', '<h2 id="log-in">Se connecter <a class="anchor" href="#log-in" aria-label="Copier le lien : Se connecter"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Étape 1. </span><p>Saisissez votre nom.</p>
</div><a class="anchor" href="#step-1" aria-label="Copier le lien : Étape 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Étape 2. </span><p>Validez.</p>
</div><a class="anchor" href="#step-2" aria-label="Copier le lien : Étape 2"></a></li>
</ol>
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (8, 9005, 'en', 'Login number 9005', 'login-9005', 'What article 9005 says.', 'First published.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', 'e59a594b434e2a312d4f4505824b5979536f4df981dacafa6573edba0cb89d1d', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Confirm."}]', '["log-in", "step-1", "step-2"]', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Confirm.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', '', '');
INSERT INTO kb_publishedtext (id, number, language, title, slug, summary, change, published_at, updated_at, digest, outline, passages, anchors, html, body, questions, short) VALUES (9, 9005, 'fr', 'Connexion numéro 9005', 'connexion-9005', 'Ce que dit l’article 9005.', 'Première publication.', '2026-11-24 00:00:00', '2026-11-24 00:00:00', '34a653c516c65adb372669c6bcc586ac5b8bbdade4d0ba49064814c3de4b23fd', '[{"level": 2, "id": "log-in", "text": "Se connecter"}]', '[{"anchor": "log-in", "text": "Se connecter"}, {"anchor": "step-1", "text": "Saisissez votre nom."}, {"anchor": "step-2", "text": "Validez."}]', '["log-in", "step-1", "step-2"]', '<h2 id="log-in">Se connecter <a class="anchor" href="#log-in" aria-label="Copier le lien : Se connecter"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Étape 1. </span><p>Saisissez votre nom.</p>
</div><a class="anchor" href="#step-1" aria-label="Copier le lien : Étape 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Étape 2. </span><p>Validez.</p>
</div><a class="anchor" href="#step-2" aria-label="Copier le lien : Étape 2"></a></li>
</ol>
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', '', '');
INSERT INTO kb_picture (id, key, language, alt, file, width, height, uploaded_at, uploaded_by_id) VALUES (1, 'login', 'en', 'The older screen', 'login-en-aaaa.webp', 40, 30, '2026-11-30 17:19:33.799528', 1);
INSERT INTO kb_picture (id, key, language, alt, file, width, height, uploaded_at, uploaded_by_id) VALUES (2, 'login', 'en', 'The screen', 'login-en-bbbb.webp', 40, 30, '2026-11-30 17:19:33.800449', 1);
INSERT INTO kb_picture (id, key, language, alt, file, width, height, uploaded_at, uploaded_by_id) VALUES (3, 'login', 'fr', 'L’écran', 'login-fr-cccc.webp', 40, 30, '2026-11-30 17:19:33.801043', 1);
