-- Made by the version before readers’ texts had rows of their own, through its own ORM (schema: kb 0012).
INSERT INTO kb_category (id, key, position, name, name_en, name_fr, summary) VALUES (1, 'security-card', 0, 'Security card', 'Security card', 'Carte de sécurité', '');
INSERT INTO kb_tag (id, key, name, name_en, name_fr) VALUES (1, 'sls', 'Secure Login System', 'Secure Login System', 'Système de connexion sécurisé');
INSERT INTO kb_article (id, number, source_language, needed, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, html, html_en, html_fr, outline, outline_en, outline_fr, passages, passages_en, passages_fr, anchors, anchors_en, anchors_fr, digest, digest_en, digest_fr, published_at, published_at_en, published_at_fr, updated_at, updated_at_en, updated_at_fr, change, change_en, change_fr, category_id, stale_fr) VALUES (1, 3422, 'en', 1, '', 'Login number 3422', 'Login number 3422', 'Connexion numéro 3422', 'login-3422', 'login-3422', 'connexion-par-carte', 'What article 3422 says.', 'What article 3422 says.', 'Ce que dit l’article 3422.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Press OK.
:::
', '## Log in {#log-in}

::: steps
1. Type your name.
2. Press OK.
:::
', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Press OK.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Press OK.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '<h2 id="log-in">Se connecter <a class="anchor" href="#log-in" aria-label="Copier le lien : Se connecter"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Étape 1. </span><p>Saisissez votre nom.</p>
</div><a class="anchor" href="#step-1" aria-label="Copier le lien : Étape 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><p class="stale-mark" role="note">Cette étape a changé dans l’original depuis la traduction.</p><span class="visually-hidden">Étape 2. </span><p>Validez.</p>
</div><a class="anchor" href="#step-2" aria-label="Copier le lien : Étape 2"></a></li>
</ol>
', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"level": 2, "id": "log-in", "text": "Se connecter"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Press OK."}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Press OK."}]', '[{"anchor": "log-in", "text": "Se connecter"}, {"anchor": "step-1", "text": "Saisissez votre nom."}, {"anchor": "step-2", "text": "Validez."}]', '["log-in", "step-1", "step-2"]', '["log-in", "step-1", "step-2"]', '["log-in", "step-1", "step-2"]', '970320cc7e9fb23dc216feb070a8d3d6ae61e1284307a61922d5c6af4b1d75e8', '970320cc7e9fb23dc216feb070a8d3d6ae61e1284307a61922d5c6af4b1d75e8', '49379b0c4582f355a461264a0e0d0d389f9343ea5ad853051c0ca315d9db873a', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-30 13:30:44.359806', '2026-11-30 13:30:44.359806', '2026-11-30 13:30:44.494354', 'A button has another name.', 'A button has another name.', 'Première publication.', 1, '{"since": "2026-11-30", "anchors": ["step-2"]}');
INSERT INTO kb_article (id, number, source_language, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, html_en, outline_en, passages_en, anchors_en, digest_en, published_at, published_at_en, updated_at, updated_at_en, change, change_en, category_id) VALUES (2, 9001, 'en', '', 'Login number 9001', 'Login number 9001', 'Un brouillon', 'login-9001', 'login-9001', 'brouillon', 'What article 9001 says.', 'What article 9001 says.', 'Jamais publié.', '## Log in {#log-in}

See KB3422#step-2.
', '## Log in {#log-in}

See KB3422#step-2.
', 'Rien encore.
', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<p>See <a class="kb-link" data-number="3422" href="/en/kb/3422/login-3422/#step-2"><span class="kb-number">KB3422</span> <span class="kb-title">Login number 3422</span></a>.</p>
', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in\nSee KB3422."}]', '["log-in"]', '45c7a4f80c91408376f0b03b664d0bbadcb350fe1b35f6124ba525fa48a03252', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 'First published.', 'First published.', 1);
INSERT INTO kb_article (id, number, source_language, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, html_en, outline_en, passages_en, anchors_en, digest_en, published_at, published_at_en, updated_at, updated_at_en, updated_at_fr, change, change_en, change_fr, category_id) VALUES (3, 9002, 'en', '', 'Login number 9002', 'Login number 9002', 'Repris après coup', 'login-9002', 'login-9002', 'connexion-9002', 'What article 9002 says.', 'What article 9002 says.', 'Ce que dit l’article 9002.', '## Log in {#log-in}

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
', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Confirm.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Confirm."}]', '["log-in", "step-1", "step-2"]', '7d11f8637658a9d26c8caddc64e452c656f0622dd51e49a3ce2df84528924fee', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 'First published.', 'First published.', 'Première publication.', 1);
INSERT INTO kb_article (id, number, source_language, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, html_en, html_fr, outline_en, outline_fr, passages_en, passages_fr, anchors_en, anchors_fr, digest_en, digest_fr, published_at, published_at_en, published_at_fr, updated_at, updated_at_en, updated_at_fr, change, change_en, change_fr, category_id) VALUES (5, 9004, 'en', '', 'Login number 9004', 'Login number 9004', 'Connexion numéro 9004', 'login-9004', 'login-9004', 'connexion-9004', 'What article 9004 says.', 'What article 9004 says.', 'Ce que dit l’article 9004.', '## Log in {#log-in}

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
', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Confirm.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '<h2 id="log-in">Se connecter <a class="anchor" href="#log-in" aria-label="Copier le lien : Se connecter"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Étape 1. </span><p>Saisissez votre nom.</p>
</div><a class="anchor" href="#step-1" aria-label="Copier le lien : Étape 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Étape 2. </span><p>Validez.</p>
</div><a class="anchor" href="#step-2" aria-label="Copier le lien : Étape 2"></a></li>
</ol>
', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"level": 2, "id": "log-in", "text": "Se connecter"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Confirm."}]', '[{"anchor": "log-in", "text": "Se connecter"}, {"anchor": "step-1", "text": "Saisissez votre nom."}, {"anchor": "step-2", "text": "Validez."}]', '["log-in", "step-1", "step-2"]', '["log-in", "step-1", "step-2"]', '8364f7b16df4ecde7689384a31b2c2e845d2ad2b98eb5ab6a22be7c5012b080c', '741493fce6ab0ad7decddc577d2fcb7ac7aea31b08f167497f3fcb4a729805d6', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 'First published.', 'First published.', 'Première publication.', 1);
INSERT INTO kb_article (id, number, source_language, demo, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, change, change_en, change_fr, category_id) VALUES (6, 9005, 'en', '', 'Login number 9005', 'Login number 9005', 'Connexion numéro 9005', 'login-9005', 'login-9005', 'connexion-9005', 'What article 9005 says.', 'What article 9005 says.', 'Ce que dit l’article 9005.', '## Log in {#log-in}

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
', 'First published.', 'First published.', 'Première publication.', 1);
INSERT INTO kb_article (id, number, source_language, demo, retired_at, title, title_en, title_fr, slug, slug_en, slug_fr, summary, summary_en, summary_fr, body, body_en, body_fr, html_en, html_fr, outline_en, outline_fr, passages_en, passages_fr, anchors_en, anchors_fr, digest_en, digest_fr, published_at, published_at_en, published_at_fr, updated_at, updated_at_en, updated_at_fr, change, change_en, change_fr, successor_id, category_id) VALUES (4, 9003, 'en', '', '2026-11-30 13:30:44.757452', 'Login number 9003', 'Login number 9003', 'Connexion numéro 9003', 'login-9003', 'login-9003', 'connexion-9003', 'What article 9003 says.', 'What article 9003 says.', 'Ce que dit l’article 9003.', '## Log in {#log-in}

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
', '<h2 id="log-in">Log in <a class="anchor" href="#log-in" aria-label="Copy the link: Log in"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Step 1. </span><p>Type your name.</p>
</div><a class="anchor" href="#step-1" aria-label="Copy the link: Step 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Step 2. </span><p>Confirm.</p>
</div><a class="anchor" href="#step-2" aria-label="Copy the link: Step 2"></a></li>
</ol>
', '<h2 id="log-in">Se connecter <a class="anchor" href="#log-in" aria-label="Copier le lien : Se connecter"></a></h2>
<ol class="steps" role="list">
<li class="step" id="step-1" data-step="1"><span class="step-number" aria-hidden="true">1</span><div class="step-body"><span class="visually-hidden">Étape 1. </span><p>Saisissez votre nom.</p>
</div><a class="anchor" href="#step-1" aria-label="Copier le lien : Étape 1"></a></li>
<li class="step" id="step-2" data-step="2"><span class="step-number" aria-hidden="true">2</span><div class="step-body"><span class="visually-hidden">Étape 2. </span><p>Validez.</p>
</div><a class="anchor" href="#step-2" aria-label="Copier le lien : Étape 2"></a></li>
</ol>
', '[{"level": 2, "id": "log-in", "text": "Log in"}]', '[{"level": 2, "id": "log-in", "text": "Se connecter"}]', '[{"anchor": "log-in", "text": "Log in"}, {"anchor": "step-1", "text": "Type your name."}, {"anchor": "step-2", "text": "Confirm."}]', '[{"anchor": "log-in", "text": "Se connecter"}, {"anchor": "step-1", "text": "Saisissez votre nom."}, {"anchor": "step-2", "text": "Validez."}]', '["log-in", "step-1", "step-2"]', '["log-in", "step-1", "step-2"]', '9c4d9c62e781321d86ff56c345488b446854a1520ddfc15b39106b02063f731a', 'b7552847136967a97569145255b8955166746052ec7bd89a2a5c127dc3c62f38', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 'First published.', 'First published.', 'Première publication.', 1, 1);
INSERT INTO kb_article_tags (id, article_id, tag_id) VALUES (1, 1, 1);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (1, 'en', 1, 'Login number 3422', 'login-3422', 'What article 3422 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 13:30:44.218279', 1);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, source_id) VALUES (2, 'fr', 1, 'Connexion numéro 3422', 'connexion-3422', 'Ce que dit l’article 3422.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 13:30:44.224468', 1, 1);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (3, 'en', 1, 'Login number 9001', 'login-9001', 'What article 9001 says.', '## Log in {#log-in}

See KB3422#step-2.
', 'First published.', '', 20, 'files', '', '2026-11-30 13:30:44.261552', 2);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (4, 'fr', 1, 'Un brouillon', 'brouillon', 'Jamais publié.', 'Rien encore.
', '', '', 20, 'desk', '', '2026-11-30 13:30:44.273373', 2);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, based_on_id) VALUES (5, 'en', 2, 'Login number 3422', 'login-3422', 'What article 3422 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Press OK.
:::
', 'A button has another name.', '', 30, 'desk', '', '2026-11-30 13:30:44.292395', 1, 1);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, based_on_id, source_id) VALUES (6, 'fr', 2, 'Connexion numéro 3422', 'connexion-par-carte', 'Ce que dit l’article 3422.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'desk', '', '2026-11-30 13:30:44.404270', 1, 2, 1);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, based_on_id) VALUES (7, 'en', 3, 'A draft that no reader sees', 'a-draft', 'What article 3422 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Press OK.
:::
', 'Not published yet.', '', 20, 'desk', '', '2026-11-30 13:30:44.618076', 1, 5);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (8, 'en', 1, 'Login number 9002', 'login-9002', 'What article 9002 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 13:30:44.688375', 3);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, source_id) VALUES (9, 'fr', 1, 'Connexion numéro 9002', 'connexion-9002', 'Ce que dit l’article 9002.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 13:30:44.692877', 3, 8);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, based_on_id, source_id) VALUES (10, 'fr', 2, 'Repris après coup', 'connexion-9002', 'Ce que dit l’article 9002.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'desk', '', '2026-11-30 13:30:44.732516', 3, 9, 8);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (11, 'en', 1, 'Login number 9003', 'login-9003', 'What article 9003 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 13:30:44.749428', 4);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, source_id) VALUES (12, 'fr', 1, 'Connexion numéro 9003', 'connexion-9003', 'Ce que dit l’article 9003.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 13:30:44.753949', 4, 11);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (13, 'en', 1, 'Login number 9004', 'login-9004', 'What article 9004 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 13:30:44.776596', 5);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, source_id) VALUES (14, 'fr', 1, 'Connexion numéro 9004', 'connexion-9004', 'Ce que dit l’article 9004.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 13:30:44.779320', 5, 13);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, based_on_id, source_id) VALUES (15, 'fr', 2, 'Plus tard', 'connexion-9004', 'Ce que dit l’article 9004.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'desk', '', '2026-11-30 13:30:44.788638', 5, 14, 13);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id) VALUES (16, 'en', 1, 'Login number 9005', 'login-9005', 'What article 9005 says.', '## Log in {#log-in}

::: steps
1. Type your name.
2. Confirm.
:::
', 'First published.', '', 20, 'files', '', '2026-11-30 13:30:44.835579', 6);
INSERT INTO kb_revision (id, language, number, title, slug, summary, body, change, comment, significance, origin, by_name, created_at, article_id, source_id) VALUES (17, 'fr', 1, 'Connexion numéro 9005', 'connexion-9005', 'Ce que dit l’article 9005.', '## Se connecter {#log-in}

::: steps
1. Saisissez votre nom.
2. Validez.
:::
', 'Première publication.', '', 20, 'files', '', '2026-11-30 13:30:44.838224', 6, 16);
INSERT INTO kb_edition (id, language, submitted_at, scheduled_by_name, article_id, head_id, published_id) VALUES (1, 'en', '2026-11-30 13:30:44.620455', '', 1, 7, 5);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (2, 'fr', '', 1, 6, 6);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (3, 'en', '', 2, 3, 3);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id) VALUES (4, 'fr', '', 2, 4);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (5, 'en', '', 3, 8, 8);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id) VALUES (6, 'fr', '', 3, 10);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (7, 'en', '', 4, 11, 11);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (8, 'fr', '', 4, 12, 12);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id, published_id) VALUES (9, 'en', '', 5, 13, 13);
INSERT INTO kb_edition (id, language, publish_at, scheduled_by_name, article_id, head_id, published_id) VALUES (10, 'fr', '2030-01-01 00:00:00.000000', '', 5, 15, 14);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id) VALUES (11, 'en', '', 6, 16);
INSERT INTO kb_edition (id, language, scheduled_by_name, article_id, head_id) VALUES (12, 'fr', '', 6, 17);
INSERT INTO kb_oldslug (id, language, slug, until, article_id) VALUES (1, 'fr', 'connexion-3422', '2026-11-30 13:30:44.500896', 1);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (1, 'en', 'published', 'content/', '', '2026-11-30 13:30:44.222384', 1, 1);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (2, 'fr', 'published', 'content/', '', '2026-11-30 13:30:44.226582', 1, 2);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (3, 'en', 'published', 'content/', '', '2026-11-30 13:30:44.267147', 2, 3);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (4, 'en', 'published', '', '', '2026-11-30 13:30:44.392904', 1, 5);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (5, 'fr', 'published', '', '', '2026-11-30 13:30:44.533739', 1, 6);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (6, 'en', 'submitted', '', '', '2026-11-30 13:30:44.620858', 1, 7);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (7, 'en', 'published', 'content/', '', '2026-11-30 13:30:44.691012', 3, 8);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (8, 'fr', 'published', 'content/', '', '2026-11-30 13:30:44.699325', 3, 9);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (9, 'fr', 'unpublished', '', '', '2026-11-30 13:30:44.726841', 3, 9);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (10, 'en', 'published', 'content/', '', '2026-11-30 13:30:44.750428', 4, 11);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (11, 'fr', 'published', 'content/', '', '2026-11-30 13:30:44.755055', 4, 12);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id) VALUES (12, '', 'archived', '', '', '2026-11-30 13:30:44.760745', 4);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (13, 'en', 'published', 'content/', '', '2026-11-30 13:30:44.777550', 5, 13);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (14, 'fr', 'published', 'content/', '', '2026-11-30 13:30:44.780079', 5, 14);
INSERT INTO kb_publicationentry (id, language, action, note, by_name, at, article_id, revision_id) VALUES (15, 'fr', 'scheduled', '+ 2030-01-01 00:00 UTC', '', '2026-11-30 13:30:44.829065', 5, 15);
INSERT INTO kb_readcount (id, number, language, day, count) VALUES (1, 3422, 'en', '2026-11-24', 12);
INSERT INTO kb_readcount (id, number, language, day, count) VALUES (2, 9001, 'fr', '2026-11-25', 3);
INSERT INTO kb_reference (id, target, position, language, step, shown, source_id) VALUES (1, 9001, 0, '', '', '', 1);
INSERT INTO kb_reference (id, target, language, step, shown, source_id) VALUES (2, 3422, 'en', 'step-2', '41554d2338f31dc8872cbdbe9c01b374422a521dcc5d2fd6917235e5c0c24ae1', 2);
INSERT INTO kb_stamp (name, value) VALUES ('content', 10);
INSERT INTO kb_vote (id, language, digest, reader, helpful, reason, cast_at, article_id) VALUES (1, 'en', '970320cc7e9fb23dc216feb070a8d3d6ae61e1284307a61922d5c6af4b1d75e8', '00000000-0000-4000-8000-000000000000', 1, '', '2026-11-30 13:30:44.537060', 1);
INSERT INTO kb_vote (id, language, digest, reader, helpful, reason, cast_at, article_id) VALUES (2, 'en', '970320cc7e9fb23dc216feb070a8d3d6ae61e1284307a61922d5c6af4b1d75e8', '00000001-0000-4000-8000-000000000000', 0, 'unclear', '2026-11-30 13:30:44.540129', 1);
